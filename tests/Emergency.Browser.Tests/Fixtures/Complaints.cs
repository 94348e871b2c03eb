using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Emergency.Browser.Tests.Fixtures;

/// <summary>What the program of a window's pages says against itself: errors on the console, and exceptions that nothing caught.</summary>
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

    /// <summary>Everything told since it was taken last.</summary>
    public IReadOnlyList<string> Taken()
    {
        List<string> taken = [];
        while (_told.TryDequeue(out var one))
            taken.Add(one);
        return taken;
    }
}
