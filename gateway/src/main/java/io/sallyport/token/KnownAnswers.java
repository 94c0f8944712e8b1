package io.sallyport.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * One signature of each algorithm over one text, made by OpenSSL 3.0 with keys that were thrown away: what a provider must
 * find good, whatever made it.
 */
final class KnownAnswers {

    /** What was signed. */
    static final byte[] TEXT = "Sallyport".getBytes(StandardCharsets.US_ASCII);

    private static final String RSA_KEY =
            "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA2tSHI1UxDQCbDPw9q03PLpJv/7jN/IrtJm2Zg6X5mUqs"
                    + "1pmaEzVUyQt1Sz9meJf+TF/iEuiuvf1pofPp7WjSYSaLse1qnkbh/LsQh6z/nQZw7WNdNkjnlI46BfWncLBscTa4"
                    + "L/g1IC5RfEFqq09z5QbYpsctnOkv/G3eAsdQDGB3ifaLuK5aTVeEP/kWWF/6JMh54K+dVSQcl1hrWYhjx23sTPW7"
                    + "FfRBu/YfFZFnwjq2DSY0Liq5+ZdVbLRfa+ghZaTwIftrBKkyVX0iSineStOKslbYb6zy2QIc+2+7l9OnUn8YmfuL"
                    + "vSsaBCzCRxj6Irthm8YUTiRbLADsWjXMXQIDAQAB";

    private static final String P256_KEY =
            "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEe2xEpU8+KlTrJ7Iqde7BuTDpiFx5XulqmkBHeAenbbWiufKirLaC"
                    + "WMX1MlV4vuod55YHQ9gavrZ3iaDGJ6YLfQ==";

    private static final String P384_KEY =
            "MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEay6HGEjZO+og/Co6vKeY6IF1udvI/ZDnp0JBnS58yuDmlhoiHwkgL0CB"
                    + "FXOMLs99ht4Upwwtkb5XXD2+jsOktv4DnoEBsLBj3My/ZOzAJ/gqsvb3WWkAEafTI0J+FjCM";

    private static final String P521_KEY =
            "MIGbMBAGByqGSM49AgEGBSuBBAAjA4GGAAQBLEtWbTiF8Y2x41jcs7SqJ0Rg3in5p5Jy1UhR3VVH/O9VQgd77Bwi"
                    + "KGGptyRNdb5dlW5KwbRJxbzj4/CU/Zvg2asBs5b5jLEgVFWw/0I9DY72yB/PSQzfNveEY4L9MRu2k2UdiE0A5bGl"
                    + "cVHW2LlQhya9kv5AO5t2tBY42nMZiPwUYmo=";

    private static final String ED_KEY = "MCowBQYDK2VwAyEAnt26BJn0WWSd2gXvfpvhlt3FtjlUNcDFRxfQeyuidgE=";

    private KnownAnswers() {}

    /** The key of an algorithm's answer, in the platform's own form. */
    static PublicKey key(Algorithm algorithm) throws GeneralSecurityException {
        return switch (algorithm.family()) {
            case RSA -> key("RSA", RSA_KEY);
            case P_256 -> key("EC", P256_KEY);
            case P_384 -> key("EC", P384_KEY);
            case P_521 -> key("EC", P521_KEY);
            case ED25519 -> key("Ed25519", ED_KEY);
        };
    }

    /** The signature, ECDSA as R||S. */
    static byte[] signature(Algorithm algorithm) {
        return Base64.getDecoder().decode(text(algorithm));
    }

    private static PublicKey key(String type, String subjectPublicKeyInfo) throws GeneralSecurityException {
        byte[] encoded = Base64.getDecoder().decode(subjectPublicKeyInfo);
        return KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static String text(Algorithm algorithm) {
        return switch (algorithm) {
            case RS256 ->
                "RofQGrmpgdo2GdwrS8q7i87exWW+C/4yGuP6t6cXwlaOsPbjWtcFtwIn2NFngaLfhTHh6D4Vb/GLlHGDl7kk/poq"
                        + "3hN0E9voWtUupDnBSRlX0CYDODGkCGcyd0RjB9T1Rfz7dMEfY4XrIQ4u8VgNSrz2oOJj82Y6W/0CpFiIYbOmNcbW"
                        + "CNdQUiXCFKLl6X/ATnuzaLD9M64CWio2PfbYxHFd7E9Ekh0/LWXDhXSnx9puh2CdYHXrJBeOnGm6BHLxGAa/Iuw7"
                        + "/Z49uYpAmjwzNWQU2Eh0Tz1RX6qvSA15ye1b8kXxBFeFith5ysqYLToPs1KX8ZaSy3BK8qH3ylZFvA==";
            case RS384 ->
                "DJbek6HtoKCE6u9147nKGpW/EKv9puFigDlMVQZg4GZ1+42bjY4p+PyQOiCJRPXQhps2rb90fYDmBVZY8HVTlLF0"
                        + "bMeX7sZs2B7gAE+D3+aIgl9tqhdogUDHBnFrEAsWvXlmDbEz8lQ+gLNvTOB8hDSKG37uaVc3J4mwtS6cQ7s7hlvO"
                        + "4WMCzTFIYJTNo0hNYN39m7UUMnp/h4/69vHvSWwckiDltYa84zVP5oXHRNwvtkFfkBOM4G9Ix/G+7Ps22lDl1HR9"
                        + "tXEZwPsyvEmI78Cz5HZHzZA8smyUpimBfTbMxhPU6oplXeipoejWYgeWkr/QpdtkRu+DLZ4YNDAklA==";
            case RS512 ->
                "eU9UHuOAzgVvhw6E2Hv/j/OiqrhL43QpeDHuec6+L9C2Lkx1Enljrrrdjgc4k6yjgXDO+XnUUdTBembFWDR9SKoB"
                        + "OwEl+rRXoW7b2sCj1IVbsNwC9g9V2dICDgGtKuKSmsFbIbCSaQPu2QLqXykDCxlt7p4yBqz0CrJoMaLPpt2T6AfB"
                        + "r68BEyMNpDnPUIGAyr1Fx1AMLg+OE8k9v9/C7Pw8wVKIBi94PbzbvjkBM8NDb9dkgiL81CHgq3g8QpFQ4n28OuEA"
                        + "DejebPzOIgzIfYKAUQz417N0SHRUKZLoK3YmDZASncX+5pcat8HSWg5Yd3Tf0sOqYMsFQN6iRfHNOQ==";
            case PS256 ->
                "Rz7SlaiJ4xGboKknlwFzcDRt4fBrz9J/saiUb8swCGT/tTpgJbNH9IvHaxr13X0o11KnPWquZbmJ5bosiqcIb3U4"
                        + "nLbUJQfLg9FpXJ46H65Iz9LhUVIWuVcABzJ3ZUn8yrgGus0d6guaT/f3NTpfHpzEZlPvYq1S8h2UNnGmzwktEb4j"
                        + "8t5h6Rd2cHtBWC04eD8z7vdabZTk0zzJCkFbrdmAlj9Sn99KSIGtZmmHOi58c5kKgj2fkjf8JAUzdoZHsPtDHsJL"
                        + "4ZL73u/g04WJPDs5gE1oaODDWyVLXruJEwBAaWEoqOHVHkEgMQn4CkqO/FHjBBX3rFTA4B1LXfGigg==";
            case PS384 ->
                "RAWNvVSwcj4So2mcHoQwCpIp07o+3E/6wjQUI8lW/WCTSXkiw/6YGzV0OYU8/lg97DkKBi3OBWQg+a9U0k6LV19r"
                        + "CL6R9FhRhIOLC19aaQiK41spTBF3CiYASiZwkeqOyRsxp/1CscjdcHnOaJZnT2FER+qlXIQxx1H5YUffUXVo2Byc"
                        + "ycWxr/F5c9MMEhmcWIXQ1kbtZy3UoxNaUfO9aA6apgIHyGJgAz7wA5/1YoT9brLnRWA3QKPhcXhc42RrxyjqhxtX"
                        + "gTCh2eJLpFTMlVzJKX4qf4ach4nmBOTpaheERgtQbcRoA+336jlGOrJ6DYsihpXp0zg3+KUyavhfdw==";
            case PS512 ->
                "SSxxTT3ZVKO5dv7Y6uIWuieY7FxlEwOmDEsTSr8DsSnP+UgoT3civDRhR10t7GkuflhQ7rrlmECe2bUf6bl2S7GK"
                        + "H0KWiG040Nzak4qlpHb3fc2gOL5N788/dQzCMmqK6KSMhxlT0QnQ8rjdDKU3xuDje8lCko6AWx/lzaQ3PakPaYq5"
                        + "YkqPBKdG4eGbNFKEFVYnKERL0MzkkbjvOLrsZBPEyQuXj8H09bjod4LN9cJHeux9iKaZauHqJ/5eHrOPMiPdERmp"
                        + "kV7zSrB8kSdR7wOkSMJjcdw1cK1Cj9Jh/4DmFeSwCfjgixYSK7qo+brED0cUOiHng4TEJjzgsx9gfg==";
            case ES256 -> "XgYXQjkeX0PpLgCgMvH5atY35fL5K4W1pl73l++Vmi03W7ZZdkhwTuXrQe+pfr2JfQRIDUkwvoMTZuNpxG0PWQ==";
            case ES384 ->
                "pOZgRz78ecRj5+udTR1IFxlJigKGwu0pmNyBRORXPLM8F21K0VFflV09F+Yrxld92u8ED/4tOmVNviyqq/oQ/j7o"
                        + "lN7sNTK+uUGS2Otpi/3cFk1pIKWqm+NVzWxqOp0F";
            case ES512 ->
                "ABL3x5BreJ9qXxCATWDs+YnIoqdINlL9SfIBEtLesrfLTnKPPkqvy3CAQlI693s4Xqe/RdWpmSA74EYJXnqawE8z"
                        + "AIlJcK6Ak8Xu2ZTHZbNRNQbBWT4zczz+pF+0Pc/y2PMY4rFGJ4wz4KJbJV/+8lZnKqSOgDeXl3zHgdY/MAQkGh3a";
            case EDDSA -> "YbxiJU1hudGDMqP6xxPeXZk/WaXUmcbsAupGDhp6njFPiGmiZfyU0IRcuKZVMW60nJn1xIdOacYOORxa2+lTDw==";
        };
    }
}
