using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Emergency.Structure.Tests;

/// <summary>Finds the routes ("GET /api/care/{id}") that the quick tests of a project call, from their sources.</summary>
internal sealed class RouteCalls
{
    private readonly ILookup<(string Method, int Length), string[]> _routes;
    private readonly Dictionary<string, string> _found = new(StringComparer.Ordinal);

    private RouteCalls(IEnumerable<string> routes, TestSources sources)
    {
        _routes = routes
            .Select(route => route.Split(' '))
            .ToLookup(route => (route[0], Segments(route[1]).Length), route => (string[])[string.Join(' ', route), .. Segments(route[1])]);
        var written = new Written(sources.Roots);
        var reached = sources.Reached;
        // A hole can be filled with any word of the same file: acts are handed to the method that sends them.
        var words = reached
            .GroupBy(member => member.SyntaxTree)
            .ToDictionary(file => file.Key, file => file.SelectMany(Words).ToHashSet(StringComparer.Ordinal));
        foreach (var member in reached)
        foreach (var (method, argument) in member.DescendantNodes().SelectMany(Calls))
        foreach (var text in written.Texts(argument))
            Note(method, text, member, words[member.SyntaxTree]);
    }

    /// <summary>For each route found, a place that calls it.</summary>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<string> routes, TestSources sources) =>
        new RouteCalls(routes, sources)._found;

    private void Note(string? method, string text, MemberDeclarationSyntax member, HashSet<string> words)
    {
        var path = text.Split('?', '#')[0];
        if (path.Contains('{', StringComparison.Ordinal))
            return;
        if (path.StartsWith($"{Written.Hole}/", StringComparison.Ordinal))
            NoteEnd(method, Segments(path)[1..], member);
        if (!path.StartsWith('/'))
            return;
        var segments = Segments(path);
        foreach (var one in (string[])["GET", "POST", "PUT", "DELETE"])
            if (method is null || method == one)
                foreach (var route in _routes[(one, segments.Length)])
                    if (route.Skip(1).Zip(segments).All(pair => Fits(pair.First, pair.Second, words)))
                        _found.TryAdd(route[0], $"{member.SyntaxTree.FilePath}: {Name(member)}");
    }

    /// <summary>
    /// Notes an address of which only the end is written out, behind a variable: the end names the route where only one route ends so.
    /// </summary>
    private void NoteEnd(string? method, string[] end, MemberDeclarationSyntax member)
    {
        var fit = _routes
            .SelectMany(routes => routes)
            .Where(route =>
                route.Length > end.Length
                && (method is null || route[0].StartsWith(method + " ", StringComparison.Ordinal))
                && route[^end.Length..]
                    .Zip(end)
                    .All(pair => pair.First == pair.Second || pair is { First: ['{', ..], Second: [Written.Hole, ..] })
            )
            .ToList();
        if (fit.Count == 1)
            _found.TryAdd(fit[0][0], $"{member.SyntaxTree.FilePath}: {Name(member)}");
    }

    private static bool Fits(string of, string written, HashSet<string> words) =>
        of.StartsWith('{') ? written.Length > 0
        : written.Contains(Written.Hole, StringComparison.Ordinal) ? words.Contains(of)
        : of == written;

    private static string[] Segments(string path) => path.Trim('/').Split('/');

    private static IEnumerable<string> Words(SyntaxNode node) =>
        node.DescendantTokens().Where(token => token.IsKind(SyntaxKind.StringLiteralToken)).SelectMany(token => token.ValueText.Split('/'));

    /// <summary>Arguments that can be addresses, each with the method by which it is sent; null where it can be any.</summary>
    private static IEnumerable<(string? Method, ExpressionSyntax Argument)> Calls(SyntaxNode node)
    {
        var (name, arguments) = node switch
        {
            InvocationExpressionSyntax call => (Called(call.Expression), call.ArgumentList),
            BaseObjectCreationExpressionSyntax { ArgumentList: { } list } => ("new", list),
            _ => ("", null),
        };
        if (arguments is null || name.StartsWith("Should", StringComparison.Ordinal))
            yield break;
        var method =
            arguments.Arguments.Select(one => Said(one.ToString())).FirstOrDefault(one => one is not null) ?? Said(name, arguments);
        foreach (var argument in arguments.Arguments)
            yield return (method, argument.Expression);
    }

    private static string Called(ExpressionSyntax expression) =>
        expression is MemberAccessExpressionSyntax member ? member.Name.Identifier.Text
        : expression is SimpleNameSyntax name ? name.Identifier.Text
        : "";

    private static string? Said(string argument) =>
        argument.StartsWith("HttpMethod.", StringComparison.Ordinal) ? argument["HttpMethod.".Length..].ToUpperInvariant() : null;

    private static string? Said(string name, ArgumentListSyntax arguments) =>
        name.StartsWith("Get", StringComparison.Ordinal) || name is "File" or "Bytes" ? "GET"
        : name.StartsWith("Post", StringComparison.Ordinal) ? "POST"
        : name.StartsWith("Put", StringComparison.Ordinal) ? "PUT"
        : name.StartsWith("Delete", StringComparison.Ordinal) ? "DELETE"
        : arguments.Arguments.Any(one => one.Expression is AnonymousObjectCreationExpressionSyntax) ? "POST"
        : null;

    private static string Name(MemberDeclarationSyntax member) =>
        member is MethodDeclarationSyntax method ? method.Identifier.Text : member.ToString().Split('\n')[0].Trim();
}
