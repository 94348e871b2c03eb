using Emergency.Engine;
using Emergency.Engine.Seals;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Across.Anchors;

/// <summary>
/// The newest seal of the journal, to be kept outside: as a file for <c>verify --anchor</c>, and as a sheet to print and sign.
/// </summary>
internal static class AnchorEndpoints
{
    private static readonly Problem None = new("anchor.none", []);

    public static RouteGroupBuilder MapAnchors(this RouteGroupBuilder api)
    {
        Route(api.MapGet("/anchor", Read), "text/plain");
        Route(api.MapGet("/anchor/sheet", Show), "text/html");
        return api;
    }

    private static void Route(RouteHandlerBuilder route, string type) =>
        route
            .Needs(AnchorPermissions.Read)
            .WithTags("anchor")
            .Produces(StatusCodes.Status200OK, contentType: type)
            .ProducesProblem(400)
            .ProducesProblem(401)
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesProblem(422)
            .ProducesProblem(429)
            .ProducesProblem(500)
            .ProducesProblem(503)
            .ProducesProblem(507);

    /// <summary>Seals everything stored so far, and answers with the newest seal as a text file: installation, position, seal, time, public key, signature.</summary>
    public static async Task Read(HttpContext context, ISeals seals, Installation installation)
    {
        if (await Newest(context, seals, installation) is not { } anchor)
            return;
        context.Response.Headers.ContentDisposition = FormattableString.Invariant($"attachment; filename=\"anchor-{anchor.Position}.txt\"");
        await Write(context, AnchorFile.Text(anchor), "text/plain; charset=utf-8");
    }

    /// <summary>Shows the same as one A4 sheet, to be printed, compared, signed by hand and kept outside.</summary>
    /// <param name="lang">en for English, else Chinese.</param>
    public static async Task Show(HttpContext context, ISeals seals, Installation installation, string? lang = null)
    {
        if (await Newest(context, seals, installation) is not { } anchor)
            return;
        await Write(context, AnchorSheet.Write(anchor, AnchorWords.In(lang)).Text, "text/html; charset=utf-8");
    }

    private static async Task<Anchor?> Newest(HttpContext context, ISeals seals, Installation installation)
    {
        var anchor = await seals.Anchor(installation.Id, everything: true, context.RequestAborted);
        if (anchor is null)
            await ProblemWriter.Write(context, None, null);
        return anchor;
    }

    private static Task Write(HttpContext context, string text, string type)
    {
        context.Response.ContentType = type;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
