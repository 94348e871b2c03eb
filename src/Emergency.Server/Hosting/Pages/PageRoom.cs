using System.Text.Json;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Requests;
using Microsoft.Extensions.FileProviders;

namespace Emergency.Server.Hosting.Pages;

/// <summary>The pages: built files of src/web, served by the server itself, so that they work in a closed network.</summary>
internal static class PageRoom
{
    /// <summary>Table written by the web build beside the files: the file that answers each address.</summary>
    private const string Table = "/pages.json";

    /// <summary>Addresses that explain, where the pages were not built, that they are missing.</summary>
    private static readonly Dictionary<string, string[]> Unbuilt = new(StringComparer.Ordinal)
    {
        ["login"] = ["/login"],
        ["desk"] = ["/command", "/street"],
        ["phone"] = ["/team"],
    };

    /// <summary>
    /// Each file with its addresses, such as <c>/drills/{id}</c>. The API's answers decide what is shown there, not the file.
    /// </summary>
    public static IReadOnlyDictionary<string, string[]> Addresses(IFileProvider files)
    {
        if (files.GetFileInfo(Table) is not { Exists: true } table)
            return Unbuilt;
        using var text = table.CreateReadStream();
        return JsonSerializer.Deserialize<Dictionary<string, string[]>>(text, Json.Options)!;
    }

    public static WebApplication MapPages(this WebApplication app)
    {
        var root = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        var files = Directory.Exists(root) ? (IFileProvider)new PhysicalFileProvider(root) : new NullFileProvider();
        app.UseMiddleware<BuiltFiles>(files);
        app.MapGet("/", () => Results.Redirect("/login")).NeedsNothing().BeforeViews().ExcludeFromDescription();
        foreach (var (name, addresses) in Addresses(files))
        foreach (var address in addresses)
            app.MapMethods(address, [HttpMethods.Get, HttpMethods.Head], context => BuiltFiles.Page(context, files, name))
                .NeedsNothing()
                .BeforeViews()
                .ExcludeFromDescription();
        return app;
    }
}
