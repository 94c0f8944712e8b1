package io.sallyport.oidc.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorizationRequestTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "response_type=code&scope=openid|response_type=code&scope=openid",
                "response_type=code+id_token&state=s|response_type=unsupported&state=s",
                "response_type=id_token|response_type=unsupported",
                "response%5ftype=token|response%5ftype=unsupported",
                "response_type=code&response_type=code%20token|response_type=code&response_type=unsupported",
                "response_mode=form_post|response_mode=form_post",
                "response_mode=fragment|response_mode=fragment",
                "response_mode=jwt|response_mode=unsupported",
                "response_mode=query.jwt&response_type=code|response_mode=unsupported&response_type=code",
                "response_mode=|response_mode=",
                "client_id=w|client_id=w"
            })
    void whatIsNotOfferedBecomesWhatNobodyOffers(String asked, String offered) {
        assertThat(new AuthorizationRequest(asked).offered()).isEqualTo(offered);
    }

    @ParameterizedTest
    @CsvSource({
        "https://app/cb,,https://app/cb?error=e&error_description=d+d&state=s&iss=i",
        "https://app/cb?x=y,query,https://app/cb?x=y&error=e&error_description=d+d&state=s&iss=i",
        "app:/cb,fragment,app:/cb#error=e&error_description=d+d&state=s&iss=i"
    })
    void anErrorGoesBackAsTheClientWantsIt(String redirectUri, String mode, String location) {
        ReturnAddress address = new ReturnAddress(redirectUri, "s", mode);

        assertThat(address.with(address.error("e", "d d", "i"))).isEqualTo(location);
    }

    @Test
    void aClientWithoutStateGetsNone() {
        ReturnAddress address = new ReturnAddress("https://app/cb", null, null);

        assertThat(address.error("e", "d", "i")).isEqualTo(Map.of("error", "e", "error_description", "d", "iss", "i"));
    }

    @Test
    void anAddressIsReadBackFromItsText() {
        ReturnAddress address = new ReturnAddress("https://app/cb?a=b&c", "s &=", "form_post");

        assertThat(new AuthorizationRequest(address.text()).returnAddress()).isEqualTo(address);
    }
}
