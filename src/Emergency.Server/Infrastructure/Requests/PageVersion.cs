using System.Globalization;
using Emergency.Server.Foundation.Problems;

namespace Emergency.Server.Infrastructure.Requests;

/// <summary>
/// Oldest version of a page that may still write. While servers are upgraded one after another, pages of both versions are open; a change
/// in the meaning of a written body raises <see cref="Least"/> together with <c>pageVersion</c> in src/web/src/base/send/page.ts. A program
/// names no version and is not checked.
/// </summary>
internal static class PageVersion
{
    /// <summary>Header with the version of the page that writes.</summary>
    public const string Header = "X-Page";

    /// <summary>Header with the least version, in the answer to an older page.</summary>
    public const string LeastHeader = "X-Page-Least";
    public const int Least = 1;

    /// <summary>
    /// Answers 503 to a page that is too old: every version takes it as "not now", so that entries waiting on a phone stay there until its
    /// page is reloaded.
    /// </summary>
    public static Problem? Fault(HttpContext context)
    {
        var request = context.Request;
        if (
            HttpMethods.IsGet(request.Method)
            || HttpMethods.IsHead(request.Method)
            || !int.TryParse(request.Headers[Header].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            || version >= Least
        )
            return null;
        context.Response.Headers[LeastHeader] = Least.ToString(CultureInfo.InvariantCulture);
        return new Problem("page.too-old", []);
    }
}
