using Emergency.Hotlines;
using Emergency.Server.Features.Drills;
using Emergency.Server.Features.Hotlines;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.CaseIntake;

/// <summary>Shows the state of the lines to 110, 119, 120 and 12345.</summary>
internal static class LinkEndpoints
{
    /// <summary>Keys of the sentences, beside those of problems.</summary>
    public static readonly IReadOnlyList<string> Words = [.. Enum.GetValues<Link>().Select(Key)];

    public static RouteGroupBuilder MapLinks(this RouteGroupBuilder api)
    {
        api.MapGet("/hotlines", List).Needs(CasePermissions.HotlineRead);
        return api;
    }

    /// <summary>Lists each hotline with its line as this node sees it, or in a drill as it is played, a sentence for people, and the number to dial.</summary>
    public static Outcome<LinkPage> List(HttpRequest request, Asked asked, Known known, LineLinks links)
    {
        var sentences = Sentences.In(Sentences.Language(request));
        return new LinkPage([
            .. (
                known.Of<DrillsKnown>().OfRealm(asked.Realm) is { } drill ? InDrill(drill) : links.Of(known, asked.Grants[0].Scope.Division)
            ).Select(light => new LinkShown(
                light.Hotline,
                light.Link,
                light.Since,
                light.Dial,
                sentences[Key(light.Link)].Replace("{0}", light.Dial, StringComparison.Ordinal)
            )),
        ]);
    }

    /// <summary>Lines of a drill: every hotline is played in the house and answers, except while an inject has broken its line.</summary>
    internal static IEnumerable<LinkLight> InDrill(DrillKnown drill) =>
        HotlineCode.All.Select(code =>
            drill.State.Broken.FirstOrDefault(one => one.Line == code.Number) is { } outage
                ? new LinkLight(code.Number, Link.Down, outage.From, code.Number)
                : new LinkLight(code.Number, Link.Up, Back(drill, code.Number) ?? drill.Started ?? default, code.Number)
        );

    /// <summary>When the last outage of a line ended; null where it had none.</summary>
    private static DateTimeOffset? Back(DrillKnown drill, string line) =>
        drill.State.Outages.Values.Where(one => one.Over && one.Line == line).Max(one => (DateTimeOffset?)one.Until);

    private static string Key(Link link) => $"link.{link.ToString().ToLowerInvariant()}";
}

internal sealed record LinkPage(IReadOnlyList<LinkShown> Items);

/// <summary>A hotline's line. <paramref name="Says"/>: 线路中断，请拨 120。</summary>
internal sealed record LinkShown(string Hotline, Link Link, DateTimeOffset Since, string Dial, string Says);
