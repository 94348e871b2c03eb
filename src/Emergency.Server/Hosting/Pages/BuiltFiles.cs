using System.Text;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace Emergency.Server.Hosting.Pages;

/// <summary>
/// Serves the files of the web build, in the smallest form that the browser accepts. Names under /assets/ hold a hash of their content and
/// are cached for a year; all others are requested again each time.
/// </summary>
internal sealed class BuiltFiles(RequestDelegate next, IFileProvider files)
{
    private static readonly FileExtensionContentTypeProvider Types = new()
    {
        Mappings = { [".webmanifest"] = "application/manifest+json" },
    };
    private static readonly (string Name, string Ending)[] Packings = [("br", ".br"), ("gzip", ".gz")];

    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        return HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
            ? Types.TryGetContentType(path, out var type) && files.GetFileInfo(path) is { Exists: true } file
                ? Send(context, files, path, file, type)
                : next(context)
            : next(context);
    }

    /// <summary>Serves a page by its name. If the pages were not built (no Node on the build machine), a sentence says so.</summary>
    public static Task Page(HttpContext context, IFileProvider files, string name)
    {
        var file = files.GetFileInfo($"/{name}.html");
        if (file.Exists)
            return Send(context, files, $"/{name}.html", file, "text/html; charset=utf-8");
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(
            "页面没有构建：构建时没有 Node.js 20。装好后重新构建即可；接口照常可用。\nThe pages were not built: there was no Node.js 20. Install it and build again; the API works.\n",
            context.RequestAborted
        );
    }

    private static async Task Send(HttpContext context, IFileProvider files, string path, IFileInfo file, string type)
    {
        var (request, headers) = (context.Request, context.Response.Headers);
        var (chosen, packing) = Smallest(request, files, path, file);
        var tag = $"\"{chosen.LastModified.UtcTicks:x}-{chosen.Length:x}\"";
        headers.ETag = tag;
        headers.Vary = "Accept-Encoding";
        headers.CacheControl = path.StartsWith("/assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
        if (request.Headers.IfNoneMatch.ToString().Contains(tag, StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        headers.ContentType =
            type.StartsWith("text/", StringComparison.Ordinal) && !type.Contains("charset", StringComparison.Ordinal)
                ? $"{type}; charset={Encoding.UTF8.WebName}"
                : type;
        headers.ContentLength = chosen.Length;
        if (packing is not null)
            headers.ContentEncoding = packing;
        if (HttpMethods.IsGet(request.Method))
            await context.Response.SendFileAsync(chosen, context.RequestAborted);
    }

    private static (IFileInfo File, string? Packing) Smallest(HttpRequest request, IFileProvider files, string path, IFileInfo plain)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var taken))
            return (plain, null);
        foreach (var (name, ending) in Packings)
            if (
                taken.Any(one => one.Value.Equals(name, StringComparison.OrdinalIgnoreCase) && one.Quality is null or > 0)
                && files.GetFileInfo(path + ending) is { Exists: true } packed
            )
                return (packed, name);
        return (plain, null);
    }
}
