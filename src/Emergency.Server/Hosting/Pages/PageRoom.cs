using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Requests;
using Microsoft.Extensions.FileProviders;

namespace Emergency.Server.Hosting.Pages;

/// <summary>The pages: built files of src/web, served by the server itself, so that they work in a closed network.</summary>
internal static class PageRoom
{
    /// <summary>Each is a file of its own; what is shown in it is decided by what the API answers, not by the file.</summary>
    public static readonly IReadOnlyList<string> Names = ["login", "command", "team", "street", "paper", "drills", "warnings"];

    public static WebApplication MapPages(this WebApplication app)
    {
        var root = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        var files = Directory.Exists(root) ? (IFileProvider)new PhysicalFileProvider(root) : new NullFileProvider();
        app.UseMiddleware<BuiltFiles>(files);
        app.MapGet("/", () => Results.Redirect("/login")).NeedsNothing().BeforeViews().ExcludeFromDescription();
        foreach (var name in Names)
            app.MapMethods($"/{name}", [HttpMethods.Get, HttpMethods.Head], context => BuiltFiles.Page(context, files, name))
                .NeedsNothing()
                .BeforeViews()
                .ExcludeFromDescription();
        app.MapMethods("/drills/{drillId:guid}", [HttpMethods.Get, HttpMethods.Head], context => BuiltFiles.Page(context, files, "drills"))
            .NeedsNothing()
            .BeforeViews()
            .ExcludeFromDescription();
        app.MapMethods(
                "/drills/{drillId:guid}/report",
                [HttpMethods.Get, HttpMethods.Head],
                context => BuiltFiles.Page(context, files, "report")
            )
            .NeedsNothing()
            .BeforeViews()
            .ExcludeFromDescription();
        return app;
    }
}
