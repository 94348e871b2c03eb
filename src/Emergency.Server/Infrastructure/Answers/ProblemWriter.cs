using System.Globalization;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Microsoft.AspNetCore.Mvc;

namespace Emergency.Server.Infrastructure.Answers;

/// <summary>Writes a problem in the asker's language, with its stable code and arguments.</summary>
internal static class ProblemWriter
{
    public static Task Write(HttpContext context, Problem problem, TimeSpan? retryAfter = null)
    {
        context.RequestServices.GetService<SecurityLog>()?.Note(context, problem);
        var (status, language) = Begin(context, problem, retryAfter);
        var details = new ProblemDetails
        {
            Type = $"urn:emergency:problem:{problem.Code}",
            Title = Sentences.Of(language, problem),
            Status = status,
        };
        details.Extensions["code"] = problem.Code;
        if (problem.Arguments.Count > 0)
            details.Extensions["arguments"] = problem.Arguments;
        if (problem.Missing is { Count: > 0 } missing)
            details.Extensions["missing"] = missing;
        if (problem.Changed is { Count: > 0 } changed)
            details.Extensions["changed"] = changed;
        if (status == StatusCodes.Status500InternalServerError)
            details.Extensions["trace"] = System.Diagnostics.Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        return context.Response.WriteAsJsonAsync(details, Json.Options, "application/problem+json", context.RequestAborted);
    }

    /// <summary>
    /// Writes the same as a page of one sentence that reloads every 2 s, for a person who opened an address in a browser.
    /// </summary>
    public static Task WritePage(HttpContext context, Problem problem)
    {
        var (_, language) = Begin(context, problem, null);
        var sentence = Sentences.Of(language, problem);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            Html.Of(
                $"<!doctype html><html lang=\"{language}\"><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"2\"><title>{sentence}</title><p>{sentence}</p></html>"
            ).Text,
            context.RequestAborted
        );
    }

    private static (int Status, string Language) Begin(HttpContext context, Problem problem, TimeSpan? retryAfter)
    {
        var status = ProblemTable.Status(problem.Code);
        if (retryAfter is { } wait)
            context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        else if (status == StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = ProblemTable.RetryAfter(problem.Code);
        context.Response.StatusCode = status;
        var language = Sentences.Language(context.Request);
        context.Response.Headers.ContentLanguage = language;
        return (status, language);
    }
}
