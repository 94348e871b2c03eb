using Emergency.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Emergency.Structure.Tests;

/// <summary>
/// The rounds of a password's hash are handed from a test to the hashing; nothing in the product gives another number of rounds.
/// </summary>
public sealed class PasswordCostTests
{
    private const string Name = "rounds";

    [Fact]
    public void Nothing_in_the_product_says_how_dear_a_password_is() =>
        Sources().SelectMany(source => Faults(source.File, source.Text)).ShouldBeEmpty();

    [Fact]
    public void It_is_handed_along_all_the_same() =>
        Sources().Count(source => source.Text.Contains("int rounds", StringComparison.Ordinal)).ShouldBeGreaterThan(3);

    [Theory]
    [InlineData("class Passwords { Passwords(int rounds) { rounds = 5; } }")]
    [InlineData("class A { object B(Settings settings) => Product.Build(settings, null, settings.Few); }")]
    [InlineData("class A { object B(Settings settings) => Product.Build(settings, null, rounds: settings.Few); }")]
    [InlineData("class A { object B = Launching.Run(args, environment, input, build, 100); }")]
    [InlineData("class A { object B = new Passwords(100); }")]
    [InlineData("class A { Passwords B = new(100); }")]
    [InlineData("class A { void B(int rounds = 100) { } }")]
    [InlineData("class A { void B() { var rounds = int.Parse(\"100\"); new Passwords(rounds); } }")]
    public void A_planted_number_is_found(string text) => Faults("Planted.cs", text).ShouldNotBeEmpty();

    private static IEnumerable<(string File, string Text)> Sources()
    {
        var root = Path.Combine(Material.Root, "src", "Emergency.Server");
        return Directory
            .EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => (File: Path.GetRelativePath(root, file).Replace('\\', '/'), Path: file))
            .Where(one => !one.File.StartsWith("obj/", StringComparison.Ordinal) && !one.File.StartsWith("bin/", StringComparison.Ordinal))
            .Select(one => (one.File, File.ReadAllText(one.Path)));
    }

    private static IEnumerable<string> Faults(string file, string text)
    {
        if (!Mentions(text))
            yield break;
        foreach (var node in CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes())
        {
            var fault = node switch
            {
                ParameterSyntax { Default.Value: { } value } one
                    when one.Identifier.Text == Name && !value.ToString().EndsWith("Rounds", StringComparison.Ordinal) => one,
                VariableDeclaratorSyntax one when one.Identifier.Text == Name && text.Contains("Passwords", StringComparison.Ordinal) =>
                    one,
                AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.Text: Name } } one => one,
                InvocationExpressionSyntax one
                    when Called(one, "Product.Build", 2) || Called(one, "Product.Parts", 2) || Called(one, "Launching.Run", 4) => one,
                BaseObjectCreationExpressionSyntax one when Makes(one) => one,
                _ => (SyntaxNode?)null,
            };
            if (fault is not null)
                yield return $"{file}: {fault} gives passwords another cost";
        }
    }

    private static bool Mentions(string text) =>
        text.Contains("int rounds", StringComparison.Ordinal)
        || text.Contains("Passwords", StringComparison.Ordinal)
        || text.Contains("Product.", StringComparison.Ordinal)
        || text.Contains("Launching.", StringComparison.Ordinal);

    /// <summary>True for a call with more arguments than the product itself passes.</summary>
    private static bool Called(InvocationExpressionSyntax call, string what, int usual) =>
        call.Expression.ToString() == what && call.ArgumentList.Arguments.Count > usual;

    private static bool Makes(BaseObjectCreationExpressionSyntax made) =>
        made.ArgumentList?.Arguments is [{ } only, ..]
        && only.ToString() != Name
        && (
            made is ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.Text: "Passwords" } }
            || made.Parent?.Parent?.Parent is VariableDeclarationSyntax { Type: IdentifierNameSyntax { Identifier.Text: "Passwords" } }
        );
}
