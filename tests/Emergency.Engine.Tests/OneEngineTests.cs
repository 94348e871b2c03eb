using Emergency.Engine.Hosting;
using Emergency.Engine.Reference;
using Emergency.Testing;

namespace Emergency.Engine.Tests;

/// <summary>The product has one engine. The reference engine behind the same port belongs to the tests.</summary>
public sealed class OneEngineTests
{
    private const string Other = "Emergency.Engine.Reference";

    [Fact]
    public void The_product_has_one_engine_and_the_tests_another() =>
        (Engines(typeof(IEngine)), Engines(typeof(ReferenceEngineModule))).ShouldBe(
            (nameof(AkkaEngineModule), nameof(ReferenceEngineModule))
        );

    [Fact]
    public void Nothing_of_the_product_knows_the_reference_engine() =>
        Directory
            .EnumerateFiles(Path.Combine(Material.Root, "src"), "*.cs*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".csproj")
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file =>
                File.ReadLines(file)
                    .Where(line => line.Contains(Other, StringComparison.Ordinal))
                    .Where(line => !line.Contains("InternalsVisibleTo", StringComparison.Ordinal))
            )
            .ShouldBeEmpty();

    private static string Engines(Type of) =>
        string.Join(
            ", ",
            of.Assembly.GetTypes()
                .Where(type => type.IsAssignableTo(typeof(IEngineModule)) && type != typeof(IEngineModule))
                .Select(type => type.Name)
        );
}
