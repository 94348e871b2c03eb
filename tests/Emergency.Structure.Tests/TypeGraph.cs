using System.Collections.Concurrent;
using Emergency.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Emergency.Structure.Tests;

/// <summary>Use of a type of another file of the same project by a file.</summary>
public sealed record Arrow(string From, string To, string Type)
{
    public override string ToString() => $"{From} uses {Type} of {To}";
}

/// <summary>A type that a file declares, not inside another one.</summary>
/// <param name="Bases">Its base types, as written.</param>
/// <param name="Kind">Kind of the declaration: class, record, interface …</param>
public sealed record Declared(string File, string Name, IReadOnlyList<string> Bases, string Kind, IReadOnlyList<string> Extends)
{
    /// <summary>The file's name without its ending.</summary>
    public string FileName => Path.GetFileNameWithoutExtension(File);

    public bool Is(string basis) => Bases.Any(one => one == basis || one.StartsWith(basis + "<", StringComparison.Ordinal));
}

/// <summary>Uses of types between the files of a project, found in the sources: types that the compiler inlines count too.</summary>
public sealed class TypeGraph
{
    // A room is a folder; files beside the project file are a room of their own.
    public const string Root = ".";
    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);
    private static readonly ConcurrentDictionary<string, Lazy<TypeGraph>> Read = new(StringComparer.Ordinal);
    private readonly CSharpCompilation _compilation;
    private readonly IReadOnlyList<SyntaxTree> _trees;

    private TypeGraph(CSharpCompilation compilation, IReadOnlyList<SyntaxTree> trees, IReadOnlyList<Arrow> arrows) =>
        (_compilation, _trees, Arrows) = (compilation, trees, arrows);

    public IReadOnlyList<Arrow> Arrows { get; }
    public int Types =>
        _trees.Sum(tree => tree.GetRoot().DescendantNodes().Count(node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax));
    public IEnumerable<string> Rooms => _trees.Select(tree => Room(tree.FilePath)).Distinct(StringComparer.Ordinal);

    /// <summary>The types of each file; for a static class also the types that its methods extend.</summary>
    public IEnumerable<Declared> Declared =>
        _trees.SelectMany(tree =>
            tree.GetRoot()
                .DescendantNodes()
                .OfType<BaseTypeDeclarationSyntax>()
                .Where(type => type.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax)
                .Select(type => new Declared(
                    tree.FilePath,
                    type.Identifier.Text,
                    [.. type.BaseList?.Types.Select(one => one.Type.ToString()) ?? []],
                    type is RecordDeclarationSyntax ? "record" : type.Kind().ToString(),
                    [.. Extended(type)]
                ))
        );

    private static IEnumerable<string> Extended(BaseTypeDeclarationSyntax type) =>
        type.ChildNodes()
            .OfType<MethodDeclarationSyntax>()
            .Select(method => method.ParameterList.Parameters.FirstOrDefault())
            .OfType<ParameterSyntax>()
            .Where(first => first.Modifiers.Any(SyntaxKind.ThisKeyword))
            .Select(first => first.Type!.ToString());

    /// <summary>
    /// The namespace that each file declares, by its path in the project; a file of top-level statements alone declares none.
    /// </summary>
    public IEnumerable<(string File, string Namespace)> Namespaces =>
        _trees.SelectMany(tree =>
            tree.GetRoot()
                .DescendantNodes()
                .OfType<BaseNamespaceDeclarationSyntax>()
                .Select(space => (tree.FilePath, space.Name.ToString()))
        );

    /// <param name="project">A folder of src; each is parsed once.</param>
    public static TypeGraph Of(string project) => Read.GetOrAdd(project, name => new(() => From(name))).Value;

    /// <summary>The same graph with further sources that do not exist, by the paths at which they would lie.</summary>
    public TypeGraph With(params (string File, string Text)[] planted)
    {
        var trees = planted.Select(source => CSharpSyntaxTree.ParseText(source.Text, Language, source.File)).ToList();
        var compilation = _compilation.AddSyntaxTrees(trees);
        return new(
            compilation,
            [.. _trees, .. trees],
            [.. Arrows, .. trees.SelectMany(tree => From(tree, compilation.GetSemanticModel(tree))).Distinct()]
        );
    }

    private static TypeGraph From(string project)
    {
        var root = Path.Combine(Material.Root, "src", project);
        var files = Directory
            .EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("obj/", StringComparison.Ordinal) && !file.StartsWith("bin/", StringComparison.Ordinal));
        var trees = files.Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(Path.Combine(root, file)), Language, file)).ToList();
        // Namespaces that the project file imports implicitly.
        var globals = CSharpSyntaxTree.ParseText(string.Concat(Implicit.Select(space => $"global using {space};\n")), Language);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(file => Path.GetFileNameWithoutExtension(file) != project)
            .Select(file => MetadataReference.CreateFromFile(file));
        var options = new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable);
        var compilation = CSharpCompilation.Create(project, trees.Append(globals), references, options);
        return new(compilation, trees, [.. trees.SelectMany(tree => From(tree, compilation.GetSemanticModel(tree))).Distinct()]);
    }

    public static string Room(string file) => Path.GetDirectoryName(file) is { Length: > 0 } folder ? folder.Replace('\\', '/') : Root;

    /// <summary>The folder directly below the project; the project's own for files beside it.</summary>
    public static string Floor(string file) =>
        file.Contains('/', StringComparison.Ordinal) ? file[..file.IndexOf('/', StringComparison.Ordinal)] : Root;

    /// <summary>Rooms that use each other, directly or in a circle, each with one arrow for each step.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Circles() =>
        Rounds.In(
            Arrows
                .Where(arrow => Room(arrow.From) != Room(arrow.To))
                .GroupBy(arrow => Room(arrow.From), StringComparer.Ordinal)
                .ToDictionary(
                    room => room.Key,
                    room => room.Select(arrow => Room(arrow.To)).ToHashSet(StringComparer.Ordinal),
                    StringComparer.Ordinal
                )
        );

    private static IEnumerable<Arrow> From(SyntaxTree tree, SemanticModel model)
    {
        foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            var found = model.GetSymbolInfo(name);
            foreach (var symbol in found.Symbol is { } one ? [one] : found.CandidateSymbols)
                if (Outermost(symbol) is { } type)
                    foreach (var declared in type.DeclaringSyntaxReferences)
                        if (declared.SyntaxTree.FilePath is { Length: > 0 } to && to != tree.FilePath)
                            yield return new(tree.FilePath, to, type.Name);
        }
    }

    private static INamedTypeSymbol? Outermost(ISymbol symbol)
    {
        var type = symbol as INamedTypeSymbol ?? (symbol is INamespaceSymbol ? null : symbol.ContainingType);
        while (type?.ContainingType is { } outer)
            type = outer;
        return type?.OriginalDefinition;
    }

    private static readonly string[] Implicit =
    [
        "System",
        "System.Collections.Generic",
        "System.IO",
        "System.Linq",
        "System.Net.Http",
        "System.Net.Http.Json",
        "System.Threading",
        "System.Threading.Tasks",
        "Microsoft.AspNetCore.Builder",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Http",
        "Microsoft.AspNetCore.Routing",
        "Microsoft.Extensions.Configuration",
        "Microsoft.Extensions.DependencyInjection",
        "Microsoft.Extensions.Hosting",
        "Microsoft.Extensions.Logging",
    ];
}
