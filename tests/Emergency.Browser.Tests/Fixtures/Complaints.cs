using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Emergency.Browser.Tests.Fixtures;

/// <summary>Complaints of the program of a window's pages: errors on the console, and uncaught exceptions.</summary>
public sealed class Complaints
{
    private readonly ConcurrentQueue<string> _told = new();

    public Complaints(IPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        page.Console += (_, said) =>
        {
            if (said.Type == "error")
                _told.Enqueue($"{said.Text} ({Place(said.Location)})");
        };
        page.PageError += (_, thrown) => _told.Enqueue(thrown);
    }

    private static string Place(string location) => Uri.TryCreate(location, UriKind.Absolute, out var at) ? at.PathAndQuery : location;

    /// <summary>Takes all complaints since the last call.</summary>
    public IReadOnlyList<string> Taken()
    {
        List<string> taken = [];
        while (_told.TryDequeue(out var one))
            taken.Add(one);
        return taken;
    }
}
