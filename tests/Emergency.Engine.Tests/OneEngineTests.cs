using Emergency.Testing;

namespace Emergency.Engine.Tests;

/// <summary>A second engine is a project of its own, called Emergency.Engine.Name, with a test project; what the port hides stays hidden.</summary>
public sealed class OneEngineTests
{
    private const string Ours = "Emergency.Engine.";
    private static readonly string[] Read =
    [
        ".cs",
        ".csproj",
        ".props",
        ".targets",
        ".json",
        ".yaml",
        ".ts",
        ".vue",
        ".mjs",
        ".html",
        ".css",
    ];
    private static readonly string[] Made = ["bin", "obj", "node_modules", "dist", "wwwroot"];

    /// <summary>The names of the engines beside our own.</summary>
    private static IReadOnlyList<string> Names =>
        [
            .. Directory
                .GetDirectories(Path.Combine(Material.Root, "src"))
                .Select(folder => Path.GetFileName(folder)!)
                .Where(name => name.StartsWith(Ours, StringComparison.Ordinal))
                .Select(name => name[Ours.Length..]),
        ];

    [Fact]
    public void Nobody_but_its_own_projects_knows_the_name_of_another_engine()
    {
        Names.ShouldNotBeEmpty();
        foreach (var name in Names)
            Files(Path.Combine(Material.Root, "src"))
                .Concat(Files(Path.Combine(Material.Root, "tests")))
                .Concat(Files(Path.Combine(Material.Root, "drills")))
                .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}{Ours}{name}", StringComparison.Ordinal))
                .Where(file => File.ReadAllText(file).Contains(name, StringComparison.OrdinalIgnoreCase))
                .ShouldBeEmpty($"{name} stands behind the port");
    }

    [Fact]
    public void The_default_build_brings_nothing_of_another_engine() =>
        Names.SelectMany(name => Directory.GetFiles(AppContext.BaseDirectory, $"*{name}*.dll")).ShouldBeEmpty();

    private static IEnumerable<string> Files(string folder) =>
        Directory
            .EnumerateFiles(folder)
            .Where(file => Read.Contains(Path.GetExtension(file), StringComparer.Ordinal))
            .Concat(
                Directory
                    .EnumerateDirectories(folder)
                    .Where(below => !Made.Contains(Path.GetFileName(below), StringComparer.Ordinal))
                    .SelectMany(Files)
            );
}
