namespace Emergency.Structure.Tests;

/// <summary>Finds circles in a graph: the strongly connected parts of more than one node (Tarjan 1972).</summary>
public sealed class Rounds
{
    private readonly IReadOnlyDictionary<string, HashSet<string>> _graph;
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal),
        _low = new(StringComparer.Ordinal);
    private readonly Stack<string> _path = new();
    private readonly List<IReadOnlyList<string>> _found = [];

    private Rounds(IReadOnlyDictionary<string, HashSet<string>> graph) => _graph = graph;

    public static IReadOnlyList<IReadOnlyList<string>> In(IReadOnlyDictionary<string, HashSet<string>> graph)
    {
        var rounds = new Rounds(graph);
        foreach (var node in graph.Keys.Order(StringComparer.Ordinal))
            if (!rounds._index.ContainsKey(node))
                rounds.Walk(node);
        return rounds._found;
    }

    private void Walk(string node)
    {
        _index[node] = _low[node] = _index.Count;
        _path.Push(node);
        foreach (var next in _graph.GetValueOrDefault(node, []).Order(StringComparer.Ordinal))
        {
            if (!_index.TryGetValue(next, out var seen))
            {
                Walk(next);
                _low[node] = Math.Min(_low[node], _low[next]);
            }
            else if (_path.Contains(next))
                _low[node] = Math.Min(_low[node], seen);
        }
        if (_low[node] != _index[node])
            return;
        var round = new List<string>();
        do round.Add(_path.Pop());
        while (round[^1] != node);
        if (round.Count > 1)
            _found.Add([.. round.Order(StringComparer.Ordinal)]);
    }
}
