using System.Collections.Concurrent;
using System.Globalization;
using Emergency.Domain;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Hosting.Pipeline;

/// <summary>
/// Remembers the last position that each session has written here: its next act is judged by views that include the one before, even
/// without <c>?after=</c>.
/// </summary>
internal sealed class OwnActs(Folding folding)
{
    /// <summary>The views are milliseconds behind; where they are further behind the handler reports it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Above this number, entries that the views have long passed are removed; a session has one entry of some 100 bytes.
    /// </summary>
    private const int Many = 1000;
    private readonly ConcurrentDictionary<SessionId, long> _written = new();

    /// <summary>Number of sessions whose last write the views were not yet seen to include.</summary>
    public int Count => _written.Count;

    /// <summary>Waits until the views include this session's last write, at most 2 s.</summary>
    public async ValueTask Known(SessionId session, CancellationToken stop)
    {
        if (!_written.TryGetValue(session, out var position))
            return;
        if (await folding.At(new Position(position), Patience, stop) is not null)
            _written.TryRemove(new(session, position));
    }

    /// <summary>Notes the position in this answer, before it is sent.</summary>
    public void Watch(HttpContext context, SessionId session) =>
        context.Response.OnStarting(() =>
        {
            if (long.TryParse(context.Response.Headers["X-Position"], NumberStyles.None, CultureInfo.InvariantCulture, out var position))
                Note(session, position);
            return Task.CompletedTask;
        });

    private void Note(SessionId session, long position)
    {
        var known = folding.Now.At.Value;
        if (position <= known)
            return;
        _written.AddOrUpdate(session, position, (_, before) => Math.Max(before, position));
        if (_written.Count >= Many)
            foreach (var old in _written.Where(one => one.Value <= known))
                _written.TryRemove(old);
    }
}
