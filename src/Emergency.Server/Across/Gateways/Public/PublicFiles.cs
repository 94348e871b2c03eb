using Emergency.Server.Infrastructure.Wording.Papers;

namespace Emergency.Server.Across.Public;

/// <summary>The public page's stylesheet and script.</summary>
internal static class PublicFiles
{
    private static readonly SheetFiles Files = new("public");

    public static string Style => Files.Style;
    public static string Script => Files.Script;

    public static WebApplication MapPublicFiles(this WebApplication app) => Files.Map(app);
}
