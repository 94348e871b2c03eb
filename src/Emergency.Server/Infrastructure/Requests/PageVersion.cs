using System.Globalization;
using Emergency.Server.Foundation.Problems;

namespace Emergency.Server.Infrastructure.Requests;

/// <summary>How old a page may be that still writes. While servers are upgraded one after another, pages of both versions are open; who changes what a written body means raises <see cref="Least"/> together with <c>pageVersion</c> in src/web/src/send/page.ts. A program names no version and is asked for none.</summary>
internal static class PageVersion
{
    /// <summary>Names the version of the page that writes.</summary>
    public const string Header = "X-Page";

    /// <summary>Names the least version in the answer to a page that is older.</summary>
    public const string LeastHeader = "X-Page-Least";
    public const int Least = 1;

    /// <summary>503 for a page that is too old: every version takes it as "not now", so that what a phone has kept stays there until its page is opened anew.</summary>
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
