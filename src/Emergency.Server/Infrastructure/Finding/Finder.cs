using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Infrastructure.Finding;

/// <summary>A row of a view that a request can name by its id.</summary>
internal interface IFound<TRow>
    where TRow : class, IFound<TRow>
{
    /// <summary>The row in a realm; null where there is none.</summary>
    static abstract TRow? Of(Known known, string realm, Guid id);

    /// <summary>Whether it exists for the asker: for everybody else it is not found.</summary>
    bool ExistsFor(Asked asked);
}

/// <summary>Finds what a request is about. Who makes something and acts on it at once is faster than the views: they are waited for before "not found" is said.</summary>
internal sealed class Finder<TRow>(Folding folding)
    where TRow : class, IFound<TRow>
{
    /// <summary>The row where the asker may know of it, with all that was known at that moment.</summary>
    public async ValueTask<(TRow? Row, Known Known)> Find(Asked asked, Guid id, CancellationToken stop)
    {
        var known = await folding.With(known => TRow.Of(known, asked.Realm, id) is not null, stop);
        return (TRow.Of(known, asked.Realm, id) is { } row && row.ExistsFor(asked) ? row : null, known);
    }
}
