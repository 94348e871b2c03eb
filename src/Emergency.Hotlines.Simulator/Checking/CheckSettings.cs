using System.Net;
using Emergency.Hotlines.Signing;

namespace Emergency.Hotlines.Simulator.Checking;

/// <summary>Partner that the check asks, and options.</summary>
/// <param name="Url">The partner's, as in hotlines:NUMBER:url: /alive and /messages lie below it.</param>
/// <param name="Hotline">Hotline whose offers are sent; their kind follows from it.</param>
/// <param name="Json">File for the result; null writes none.</param>
/// <param name="Really">True to ask a partner that is not on this machine too.</param>
public sealed record CheckSettings(Uri Url, WebhookSecret Secret, HotlineCode Hotline, string? Json = null, bool Really = false)
{
    public const string Usage =
        "check URL --secret whsec_… [--hotline 120] [--json FILE] [--really]: plays good and bad messages against a partner's server";

    /// <summary>Longest wait for an answer to a message: as long as the server waits.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait for an answer to GET alive.</summary>
    public TimeSpan AlivePatience { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Parses the arguments after the word check. Throws <see cref="FormatException"/> with one sentence.</summary>
    public static CheckSettings Read(IReadOnlyList<string> args)
    {
        if (args.Count == 0 || !Uri.TryCreate(args[0], UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new FormatException(Usage);
        var (values, really) = (new Dictionary<string, string>(StringComparer.Ordinal), false);
        for (var at = 1; at < args.Count; at++)
        {
            if (args[at] == "--really")
                really = true;
            else if (args[at] is not ("--secret" or "--hotline" or "--json"))
                throw new FormatException($"{args[at]}: {Usage}");
            else if (at + 1 == args.Count)
                throw new FormatException($"{args[at]} needs a value");
            else
                values[args[at]] = args[++at];
        }
        return new(
            url,
            WebhookSecret.Parse(values.GetValueOrDefault("--secret")) ?? throw new FormatException("--secret whsec_… is needed"),
            HotlineCode.Of(values.GetValueOrDefault("--hotline", "120")) ?? throw new FormatException("--hotline: 110, 119, 120 or 12345"),
            values.GetValueOrDefault("--json"),
            really
        );
    }

    /// <summary>
    /// Reason why this partner is not asked: its offers would reach people; null where it is on this machine, or --really was given.
    /// </summary>
    public async Task<string?> Refusal(CancellationToken stop)
    {
        if (Really)
            return null;
        var found = IPAddress.TryParse(Url.DnsSafeHost, out var address)
            ? [address]
            : await Dns.GetHostAddressesAsync(Url.DnsSafeHost, stop);
        return found.All(IPAddress.IsLoopback)
            ? null
            : $"{Url.Host} is not this machine. The check offers made-up hand-overs: tell whoever sits there, then say --really";
    }
}
