using System.Buffers;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Hosting.Pages;

/// <summary>A fault in a page. Holds names of the program only, so short and so plain that no text of a person fits.</summary>
/// <param name="Page">First part of the page's address.</param>
/// <param name="Component">Part of the page; empty where that is not known.</param>
/// <param name="Kind">Class of the fault, such as TypeError.</param>
/// <param name="Version">File with which the page was started.</param>
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

/// <summary>Receives reports of faults in pages.</summary>
internal static class FaultEndpoints
{
    public static RouteGroupBuilder MapFaults(this RouteGroupBuilder api)
    {
        api.MapPost("/faults", Tell).NeedsSession().WithTags("faults");
        return api;
    }

    /// <summary>Reports a fault in a page of a signed-in account: counted, and written to the operator's log. Reports above the limit of an account are ignored.</summary>
    public static Outcome<Done> Tell(FaultTold body, Asked asked, PageFaults faults)
    {
        if (FaultTold.Faults(body) is { Count: > 0 } wrong)
            return Problem.Bad(wrong);
        faults.Note(asked.Account, body);
        return new Done();
    }
}
