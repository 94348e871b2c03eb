using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Infrastructure.Finding;

/// <summary>A row of a view that a request can name by its id.</summary>
internal interface IFound<TRow>
    where TRow : class, IFound<TRow>
{
    /// <summary>The row in a realm; null where there is none.</summary>
    static abstract TRow? Of(Known known, string realm, Guid id);

    /// <summary>True when it exists for the asker; everybody else gets "not found".</summary>
    bool ExistsFor(Asked asked);
}

/// <summary>
/// Finds the thing that a request is about. A client that creates something and acts on it at once can be faster than the views, so "not
/// found" is said only after waiting for them.
/// </summary>
internal sealed class Finder<TRow>(Folding folding)
    where TRow : class, IFound<TRow>
{
    /// <summary>Returns the row where the asker may know of it, with everything known at that moment.</summary>
    public async ValueTask<(TRow? Row, Known Known)> Find(Asked asked, Guid id, CancellationToken stop)
    {
        var known = await folding.With(known => TRow.Of(known, asked.Realm, id) is not null, stop);
        return (TRow.Of(known, asked.Realm, id) is { } row && row.ExistsFor(asked) ? row : null, known);
    }
}
