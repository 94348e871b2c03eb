using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Outbound;

namespace Emergency.Server.Features.Calls;

/// <summary>
/// 企业微信, or 政务微信 at an address of its own: sends a card from an application of the office (gettoken, user/getuserid, message/send
/// of its server API).
/// </summary>
internal sealed class WeCom : ChatApp, IDisposable
{
    /// <summary>
    /// Codes of its API: success; invalid or expired token; wait; nobody has this number, or the application may not write to them.
    /// </summary>
    private const int Well = 0,
        TokenUnknown = 40014,
        TokenOver = 42001,
        Busy = -1,
        TooOften = 45009,
        NobodyThere = 46004,
        NotVisible = 81013;
    private const int LongestAnswer = 64 * 1024,
        MostPeople = 10_000;

    // Seconds within which the same card is not shown again: longer than a ring is tried.
    private const int Once = 1_800;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5),
        Early = TimeSpan.FromMinutes(1);
    private static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };
    private readonly WeComSettings _settings;
    private readonly string _secret;
    private readonly Uri _page;
    private readonly TimeProvider _clock;
    private readonly CheckedHttp _http;
    private readonly SemaphoreSlim _asking = new(1, 1);

    // User ids of the application, by phone.
    private readonly ConcurrentDictionary<string, string> _people = new(StringComparer.Ordinal);
    private volatile Token? _token;
    private volatile string? _trouble;

    private sealed record Token(string Value, DateTimeOffset Until);

    /// <summary>An answer; without a code it does not come from this API, whatever else it contains.</summary>
    private sealed record Said(int? Errcode, string? AccessToken, int ExpiresIn, string? Userid, string? Invaliduser)
    {
        /// <summary>Code of the refusal; null where there is none.</summary>
        public int? Refusal => Errcode == Well ? null : Errcode;
    }

    private sealed record Card(string Title, string Description, string Url, string Btntxt);

    private sealed record Message(
        string Touser,
        string Msgtype,
        long Agentid,
        Card Textcard,
        [property: JsonPropertyName("enable_duplicate_check")] int Checked = 1,
        [property: JsonPropertyName("duplicate_check_interval")] int Seconds = Once
    );

    public WeCom(Settings settings, TimeProvider clock)
    {
        (_settings, _clock, _http) = (settings.WeCom, clock, new(clock, (_, address) => CheckedHttp.IsHost(address)));
        _secret = Secret(_settings);
        _page = new Uri(settings.PublicUrl!, Page);
    }

    /// <summary>The application's secret; throws <see cref="Engine.CannotStart"/> where its file cannot be read.</summary>
    public static string Secret(WeComSettings settings) => SecretFile.Read("wecom:secret-file", settings.SecretFile!);

    public override string? Advice => _trouble;

    public override async Task<ChatOutcome> Send(RingDue call, string phone, CancellationToken stop)
    {
        var (outcome, code) = await Shown(call, phone, fresh: false, stop);
        if (code is TokenUnknown or TokenOver)
            (outcome, code) = await Shown(call, phone, fresh: true, stop);
        if (code != NobodyThere && code != NotVisible)
            _trouble = outcome == ChatOutcome.Taken ? null : Trouble(code);
        return outcome;
    }

    private string Trouble(int? code) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"企业微信 {(code is { } one ? $"answered {one}" : "did not answer")} at {_clock.GetUtcNow():O}"
        );

    private async Task<(ChatOutcome Outcome, int? Code)> Shown(RingDue call, string phone, bool fresh, CancellationToken stop)
    {
        var (token, refused) = await Access(fresh, stop);
        if (token is null)
            return (Read(refused), refused);
        if (!_people.TryGetValue(phone, out var person))
        {
            var found = await Ask("user/getuserid", token, new { mobile = phone }, stop);
            if (found is not { Errcode: Well, Userid: { Length: > 0 } id })
                return (Read(found?.Refusal), found?.Refusal);
            if (_people.Count >= MostPeople)
                _people.Clear();
            _people[phone] = person = id;
        }
        var sent = await Ask("message/send", token, Written(call, person), stop);
        if (sent is { Errcode: Well, Invaliduser: { Length: > 0 } })
            sent = sent with { Errcode = NotVisible };
        if (sent?.Errcode == NotVisible)
            _people.TryRemove(phone, out _);
        return (Read(sent?.Errcode), sent?.Errcode);
    }

    // The address makes each ring a card of its own, and a repeated ring the same card.
    private Message Written(RingDue call, string person)
    {
        var (title, text) = Words.Of(call.About.Kind);
        return new(person, "textcard", _settings.Agent, new(title, text, $"{_page.AbsoluteUri}?ring={call.GatewayKey}", Words.Open));
    }

    private static ChatOutcome Read(int? code) =>
        code switch
        {
            Well => ChatOutcome.Taken,
            NobodyThere or NotVisible => ChatOutcome.NotKnown,
            null or Busy or TooOften or TokenUnknown or TokenOver => ChatOutcome.Again,
            _ => ChatOutcome.Refused,
        };

    /// <summary>A token that is still valid for a while; otherwise null with the code of the refusal.</summary>
    private async Task<(string? Token, int? Refused)> Access(bool fresh, CancellationToken stop)
    {
        var before = _token;
        await _asking.WaitAsync(stop);
        try
        {
            // A waiting caller takes the token that another one has just fetched.
            if (_token is { } known && known.Until > _clock.GetUtcNow() && (!fresh || known != before))
                return (known.Value, null);
            var query = $"gettoken?corpid={Uri.EscapeDataString(_settings.Corp!)}&corpsecret={Uri.EscapeDataString(_secret)}";
            var said = Parsed(await _http.Read(At(query), LongestAnswer, Patience, stop));
            if (said is not { Errcode: Well, AccessToken: { Length: > 0 } value })
                return (null, said?.Refusal);
            _token = new(value, _clock.GetUtcNow().AddSeconds(said.ExpiresIn) - Early);
            return (value, null);
        }
        finally
        {
            _asking.Release();
        }
    }

    private async Task<Said?> Ask(string what, string token, object body, CancellationToken stop)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, At($"{what}?access_token={Uri.EscapeDataString(token)}"))
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, json)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return Parsed(await _http.Read(request, LongestAnswer, Patience, stop));
    }

    private static Said? Parsed(byte[]? body)
    {
        try
        {
            return body is null ? null : JsonSerializer.Deserialize<Said>(body, json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private Uri At(string path) => new($"{_settings.Url.AbsoluteUri.TrimEnd('/')}/cgi-bin/{path}");

    public void Dispose()
    {
        _http.Dispose();
        _asking.Dispose();
    }
}
