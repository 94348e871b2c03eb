using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Emergency.Structure.Tests;

/// <summary>
/// The sources of a test project, and the part of them that the tests without [Long] run: those tests themselves, and all members they
/// name.
/// </summary>
internal sealed class TestSources
{
    private static readonly string[] Tests = ["Fact", "Theory"];
    private readonly List<Part> _parts = [];
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);

    private TestSources(IEnumerable<(string File, string Text)> sources)
    {
        foreach (var (file, text) in sources)
        foreach (var type in CSharpSyntaxTree.ParseText(text, path: file).GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>())
            _parts.Add(new(type));
        Reach();
    }

    public static TestSources Of(IEnumerable<(string File, string Text)> sources) => new(sources);

    /// <param name="folder">The project's folder.</param>
    public static IEnumerable<(string File, string Text)> In(string folder) =>
        Directory
            .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("obj/", StringComparison.Ordinal) && !file.StartsWith("bin/", StringComparison.Ordinal))
            .Select(file => (file, File.ReadAllText(Path.Combine(folder, file))));

    public IEnumerable<SyntaxNode> Roots => _parts.Select(part => part.Type.SyntaxTree.GetRoot()).Distinct();

    /// <summary>Members that a quick test runs.</summary>
    public IReadOnlyList<MemberDeclarationSyntax> Reached => [.. _parts.SelectMany(part => part.Reached)];

    private void Reach()
    {
        var long_ = _parts.Where(part => Has(part.Type, "Long")).Select(part => part.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var part in _parts.Where(part => !long_.Contains(part.Key)))
        foreach (var test in part.Waiting.Where(one => Tests.Any(kind => Has(one, kind)) && !Has(one, "Long")).ToList())
            Take(part, test);
        while (Next()) { }
    }

    /// <summary>Takes one round: members whose names were mentioned, of types that were named or extend others.</summary>
    private bool Next()
    {
        var before = _parts.Sum(part => part.Reached.Count);
        var begun = _parts
            .Where(part => part.Reached.Count > 0 || _said.Contains(part.Name))
            .Select(part => part.Key)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var part in _parts)
        foreach (var member in part.Waiting.ToList())
            if (
                begun.Contains(part.Key)
                    ? Begins(member) || Names(member).Any(_said.Contains)
                    : Extends(member) && Names(member).Any(_said.Contains)
            )
                Take(part, member);
        foreach (var part in _parts.Where(part => begun.Contains(part.Key)))
            Say((SyntaxNode?)part.Type.BaseList, part.Type.ParameterList);
        return _parts.Sum(part => part.Reached.Count) > before;
    }

    private void Take(Part part, MemberDeclarationSyntax member)
    {
        part.Waiting.Remove(member);
        part.Reached.Add(member);
        Say(member);
    }

    private void Say(params SyntaxNode?[] nodes) =>
        _said.UnionWith(
            nodes
                .OfType<SyntaxNode>()
                .SelectMany(node => node.DescendantTokens())
                .Where(token => token.IsKind(SyntaxKind.IdentifierToken))
                .Select(token => token.Text)
        );

    /// <summary>True for a member that runs for each test of a class, or for each use of a type, though no code names it.</summary>
    private static bool Begins(MemberDeclarationSyntax member) =>
        member is ConstructorDeclarationSyntax or FieldDeclarationSyntax
        || member is MethodDeclarationSyntax { Identifier.Text: "InitializeAsync" or "DisposeAsync" or "Dispose" };

    private static bool Extends(MemberDeclarationSyntax member) =>
        member is MethodDeclarationSyntax method
        && method.ParameterList.Parameters.FirstOrDefault()?.Modifiers.Any(SyntaxKind.ThisKeyword) == true;

    private static IEnumerable<string> Names(MemberDeclarationSyntax member) =>
        member switch
        {
            MethodDeclarationSyntax method => [method.Identifier.Text],
            PropertyDeclarationSyntax property => [property.Identifier.Text],
            IndexerDeclarationSyntax or OperatorDeclarationSyntax => ["this"],
            _ => [],
        };

    public static bool Has(MemberDeclarationSyntax member, string attribute) =>
        member.AttributeLists.SelectMany(list => list.Attributes).Any(one => one.Name.ToString() == attribute);

    /// <summary>A type, or a part of one; members that are types stand for themselves.</summary>
    private sealed class Part(TypeDeclarationSyntax type)
    {
        public TypeDeclarationSyntax Type => type;
        public string Name { get; } = type.Identifier.Text;
        public string Key { get; } =
            string.Join(
                '.',
                type.AncestorsAndSelf()
                    .Select(node =>
                        node is BaseNamespaceDeclarationSyntax space
                            ? space.Name.ToString()
                            : (node as TypeDeclarationSyntax)?.Identifier.Text
                    )
                    .OfType<string>()
            );
        public List<MemberDeclarationSyntax> Waiting { get; } = [.. type.Members.Where(member => member is not BaseTypeDeclarationSyntax)];
        public List<MemberDeclarationSyntax> Reached { get; } = [];
    }
}
