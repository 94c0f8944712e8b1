-- Forward authentication by Sallyport for haproxy.cfg beside this file.
-- "http-request lua.sallyport <URL>" asks the gateway about the request's Authorization header, sets txn.auth_status and
-- txn.auth_challenge, and on 200 the headers X-Auth-* of the request. Where anything fails txn.auth_status is not 200.

local names = {
    "x-auth-subject", "x-auth-client", "x-auth-scope", "x-auth-issuer", "x-auth-region", "x-auth-expires",
}

-- Lists of header values begin at 0 in requests and may begin at 1 in answers.
local function first(values)
    return values and (values[0] or values[1]) or ""
end

-- Whether all six are in the request, each once and as the gateway said it. Where the buffer has no room, HAProxy leaves a
-- header out and says nothing.
local function set(txn, answered)
    for _, name in ipairs(names) do
        if not answered[name] then
            return false
        end
        txn.http:req_set_header(name, first(answered[name]))
    end
    local request = txn.http:req_get_headers()
    for _, name in ipairs(names) do
        local values = request[name]
        if not values or values[1] or values[0] ~= first(answered[name]) then
            return false
        end
    end
    return true
end

local function ask(txn, url)
    txn:set_var("txn.auth_status", 503)

    -- That header alone, and all of it: two of them are for the gateway to refuse. No body.
    local headers = {}
    local authorization = txn.http:req_get_headers()["authorization"]
    if authorization then
        headers["authorization"] = {}
        for _, value in pairs(authorization) do
            table.insert(headers["authorization"], value)
        end
    end

    local answer = core.httpclient():get{ url = url, headers = headers }
    if not answer then
        return
    end
    local answered = answer.headers or {}
    txn:set_var("txn.auth_challenge", first(answered["www-authenticate"]))
    if answer.status == 200 and not set(txn, answered) then
        return
    end
    txn:set_var("txn.auth_status", answer.status)
end

core.register_action("sallyport", { "http-req" }, ask, 1)
