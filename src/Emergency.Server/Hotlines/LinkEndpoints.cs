using Emergency.Server.Identity;
using Emergency.Server.Problems;

namespace Emergency.Server.Hotlines;

/// <summary>How the lines to 110, 119, 120 and 12345 are.</summary>
public static class LinkEndpoints
{
    /// <summary>Keys of the sentences, beside those of problems.</summary>
    public static readonly IReadOnlyList<string> Words = [.. Enum.GetValues<Link>().Select(Key)];

    public static RouteGroupBuilder MapLinks(this RouteGroupBuilder api)
    {
        api.MapGet("/hotlines", List).Needs(Permissions.HotlineRead);
        return api;
    }

    /// <summary>Each hotline with its line as this node sees it, a sentence for people, and the number to dial.</summary>
    public static Outcome<LinkPage> List(HttpRequest request, Links links)
    {
        ArgumentNullException.ThrowIfNull(links);
        var sentences = Sentences.In(Sentences.Language(request));
        return new LinkPage([.. links.All.Select(light => new LinkShown(light.Hotline, light.Link, light.Since, light.Dial, sentences[Key(light.Link)].Replace("{0}", light.Dial, StringComparison.Ordinal)))]);
    }

    private static string Key(Link link) => $"link.{link.ToString().ToLowerInvariant()}";
}

public sealed record LinkPage(IReadOnlyList<LinkShown> Items);

/// <summary>One line. <paramref name="Says"/>: 线路中断，请拨 120。</summary>
public sealed record LinkShown(string Hotline, Link Link, DateTimeOffset Since, string Dial, string Says);
