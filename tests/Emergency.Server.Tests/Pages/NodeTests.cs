using Emergency.Testing;

namespace Emergency.Server.Tests.Pages;

/// <summary>A machine on which no Node.js is installed.</summary>
[Long("a build of its own")]
public sealed class NodeTests
{
    private static readonly string Dotnet = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "dotnet"))
        .First(File.Exists);

    [Fact]
    public async Task Whoever_builds_without_it_is_warned_and_has_the_API()
    {
        var (code, said) = await Ask("FindNode");
        code.ShouldBe(0, said);
        said.ShouldContain("warning : Node.js was not found: the pages are not built, the API works without them.");
    }

    [Fact]
    public async Task Whoever_publishes_without_it_is_refused()
    {
        var (code, said) = await Ask("PagesForPublish");
        code.ShouldBe(1, said);
        said.ShouldContain("error : The pages are not built: publishing needs Node.js 20.");
    }

    // Runs the targets alone: nothing is compiled or copied while other tests run.
    private static async Task<(int Code, string Said)> Ask(string target)
    {
        using var bare = new TempFolder();
        File.CreateSymbolicLink(bare["sh"], "/bin/sh");
        var project = Path.Combine(Material.Root, "src", "Emergency.Server", "Emergency.Server.csproj");
        await using var build = RunningProcess.Start(
            Dotnet,
            ["msbuild", project, $"-t:{target}", "-nologo", "-v:minimal", "-nodeReuse:false"],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = bare.Path }
        );
        // Beside other builds, loading the projects takes longer than any answer.
        var code = await build.Exit(TimeSpan.FromMinutes(2));
        return (code, string.Join('\n', build.Lines));
    }
}
