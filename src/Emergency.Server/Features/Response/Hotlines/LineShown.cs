using System.Text.RegularExpressions;
using Emergency.Domain;
using Emergency.Domain.Hotlines;
using Emergency.Domain.Places;
using Emergency.Hotlines;
using Emergency.Hotlines.Signing;
using Emergency.Server.Features.Places;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Hotlines;

internal sealed record LinesPage(IReadOnlyList<RegisteredLine> Items, long Position);

/// <summary>A line of the register.</summary>
/// <param name="Addresses">Paths below the address of this installation to which the other side posts its messages, for
/// each number.</param>
/// <param name="Mine">True when the asker can change it: everything it serves is theirs.</param>
internal sealed record RegisteredLine(
    string Code,
    string Name,
    IReadOnlyList<string> Numbers,
    IReadOnlyList<LineArea> Areas,
    string? Url,
    string? Home,
    IReadOnlyList<LineAddress> Addresses,
    IReadOnlyList<LineSecretShown> Secrets,
    DateTimeOffset SetAt,
    DateTimeOffset? EndedAt,
    bool Mine
)
{
    public static RegisteredLine Of(string code, HotlineLine line, PlacesKnown places, Asked asked) =>
        new(
            code,
            line.Facts.Name,
            line.Facts.Numbers,
            [.. line.Facts.Areas.Select(area => new LineArea(area, places.Name(area)))],
            line.Facts.Url,
            line.Facts.Home,
            [.. line.Facts.Numbers.Select(number => new LineAddress(number, $"/hotlines/{LineFacts.Address(code, number)}/messages"))],
            [.. line.Secrets.Reverse().Select(one => new LineSecretShown(one.Id, one.From, one.Until, one.IsOver(asked.Now)))],
            line.SetAt,
            line.EndedAt,
            line.Facts.Areas.All(area => asked.Allow(LinePermissions.Keep, new Place(area)).Problem is null)
        );
}

internal sealed record LineArea(string Code, string? Name);

internal sealed record LineAddress(string Number, string Path);

/// <summary>A secret, without its text.</summary>
/// <param name="From">Time from which we sign with it.</param>
/// <param name="Until">Time at which it ends; null: when it is replaced.</param>
internal sealed record LineSecretShown(LineSecretId Id, DateTimeOffset From, DateTimeOffset? Until, bool Over);

/// <summary>A requested change of a line waits for confirmation by somebody else. Until then the line serves as it is.</summary>
internal sealed record LineWaits(string Code, ConfirmationId Confirmation, DateTimeOffset Until, long Position);

/// <param name="Name">Name of the other end, up to 40 characters.</param>
/// <param name="Numbers">Some of 110, 119, 120, 12345.</param>
/// <param name="Areas">Codes of cities (4 digits) and counties (6 digits).</param>
/// <param name="Url">Address to which messages are sent; null: somebody dials.</param>
/// <param name="Home">A county (6 digits) within the area it serves.</param>
internal sealed partial record NewLine(
    string? Name,
    IReadOnlyList<string>? Numbers,
    IReadOnlyList<string>? Areas,
    string? Url = null,
    string? Home = null
)
{
    /// <summary>Largest number of areas of a line.</summary>
    private const int MostAreas = 50;

    public static IReadOnlyList<string> Faults(string code, NewLine body) =>
        [
            .. Checks.Need(Codes().IsMatch(code), "$.code: 2 to 20 small letters and digits, a letter first"),
            .. Checks.Text(body.Name, "$.name", 40, needed: true),
            .. Checks.Need(
                body.Numbers is { Count: > 0 } numbers && numbers.All(one => HotlineCode.Of(one) is not null) && AreDistinct(numbers),
                "$.numbers: some of 110, 119, 120, 12345, each once"
            ),
            .. Checks.Need(
                body.Areas is { Count: > 0 and <= MostAreas } areas
                    && areas.All(one => one is { Length: 4 or 6 } && Divisions.IsCode(one))
                    && AreDistinct(areas),
                "$.areas: 4 digits of a city or 6 of a county, each once, at most 50"
            ),
            .. Checks.Need(body.Url is null || IsSafe(body.Url), "$.url: https, or http on this machine"),
            .. Checks.Need(
                body.Home is null
                    || body.Home is { Length: 6 }
                        && (body.Areas ?? []).Any(area => area is not null && body.Home.StartsWith(area, StringComparison.Ordinal)),
                "$.home: 6 digits of a county that it serves"
            ),
        ];

    private static bool AreDistinct(IReadOnlyList<string> all) => all.Distinct(StringComparer.Ordinal).Count() == all.Count;

    private static bool IsSafe(string url) =>
        url.Length <= 500
        && Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && uri is { UserInfo: "", Fragment: "", Query: "" };

    [GeneratedRegex("^[a-z][a-z0-9]{1,19}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Codes();
}

/// <param name="Secret">"whsec_" and 24 to 64 bytes in base64.</param>
/// <param name="From">Time from which we sign with it; null: now.</param>
/// <param name="OthersUntil">Time until which the earlier ones are still taken; null: until <paramref name="From"/>.</param>
internal sealed record NewLineSecret(string? Secret, DateTimeOffset? From = null, DateTimeOffset? OthersUntil = null)
{
    public static IReadOnlyList<string> Faults(NewLineSecret body) =>
        [.. Checks.Need(WebhookSecret.Parse(body.Secret) is not null, "$.secret: whsec_ and 24 to 64 bytes in base64")];
}
