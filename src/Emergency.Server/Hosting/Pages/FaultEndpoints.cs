using System.Buffers;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Hosting.Pages;

/// <summary>Something broke in a page. Names of the program only, so short and so plain that no text of a person fits.</summary>
/// <param name="Page">The first part of its address.</param>
/// <param name="Component">In which part of the page; empty where that is not known.</param>
/// <param name="Kind">The class of the fault, such as TypeError.</param>
/// <param name="Version">The file that the page was started with.</param>
internal sealed record FaultTold(string Page, string Component, string Kind, string Version)
{
    private static readonly SearchValues<char> Letters = SearchValues.Create(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
        ),
        OfFiles = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._-");

    public static IReadOnlyList<string> Faults(FaultTold? body) =>
        [
            .. Checks.Need(Is(body?.Page, 20, Letters), "$.page: at most 20 letters"),
            .. Checks.Need(Is(body?.Component, 40, Letters), "$.component: at most 40 letters"),
            .. Checks.Need(Is(body?.Kind, 40, Letters), "$.kind: at most 40 letters"),
            .. Checks.Need(Is(body?.Version, 80, OfFiles), "$.version: the name of a file, at most 80 characters"),
        ];

    private static bool Is(string? text, int most, SearchValues<char> of) =>
        text is not null && text.Length <= most && !text.AsSpan().ContainsAnyExcept(of);
}

/// <summary>Pages tell when something in them broke.</summary>
internal static class FaultEndpoints
{
    public static RouteGroupBuilder MapFaults(this RouteGroupBuilder api)
    {
        api.MapPost("/faults", Tell).NeedsSession().WithTags("faults");
        return api;
    }

    /// <summary>Something broke in a page of whoever is signed in: counted, and written to the operator's log. Who tells of too many is not heard.</summary>
    public static Outcome<Done> Tell(FaultTold body, Asked asked, PageFaults faults)
    {
        if (FaultTold.Faults(body) is { Count: > 0 } wrong)
            return Problem.Bad(wrong);
        faults.Note(asked.Account, body);
        return new Done();
    }
}
