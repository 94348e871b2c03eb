using Emergency.Domain;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Infrastructure.Wording;

namespace Emergency.Server.Infrastructure.Listing;

/// <summary>A register or list that can be saved as a file; each noun implements its own.</summary>
internal interface IListed
{
    /// <summary>Name in addresses, and under "list.title" in list.LANGUAGE.json.</summary>
    string Name { get; }

    /// <summary>Permission to read the list, which is enough to save it.</summary>
    Permission Permission { get; }

    /// <summary>True when a task lets a person read the list whose scope does not.</summary>
    bool ByTask => false;

    /// <summary>
    /// The rows as the page shows them to the asker: masked, narrowed to the asker's scope. Null where a division has no such list.
    /// </summary>
    Listed? Of(ListAsked asked);

    /// <summary>As <see cref="Of"/>, for a list some of whose rows are in no view.</summary>
    ValueTask<Listed?> Read(ListAsked asked, CancellationToken stop) => ValueTask.FromResult(Of(asked));
}

/// <summary>A request for a list: its asker, division and filter, and the words of its language.</summary>
internal sealed record ListAsked(Known Known, Asked Asked, string Division, PageWords Words, ListFilter Only)
{
    public DateOnly Today { get; } = Shanghai.Day(Asked.Now);
}

/// <summary>The filters of a list's page; a filter that a list does not know is ignored.</summary>
/// <param name="Month">The first day of a month.</param>
internal sealed record ListFilter(
    string? Kind = null,
    string? Need = null,
    string? Grid = null,
    string? Building = null,
    bool Unverified = false,
    bool Due = false,
    bool Ask = false,
    DateOnly? Month = null,
    bool VisitDue = false,
    bool VisitAsks = false
);

/// <summary>A column: its heading under "list.column", and the text of a row's cell; null is an empty cell.</summary>
internal sealed record Column<T>(string Key, Func<T, string?> Cell);

/// <summary>A list as rows of cells.</summary>
/// <param name="Persons">The people in the list, for the access record.</param>
internal sealed record Listed(IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<string>> Rows, ListOf<PersonId> Persons)
{
    public static Listed Of<T>(
        ListAsked asked,
        IEnumerable<T> rows,
        Func<T, IEnumerable<PersonId>> persons,
        IReadOnlyList<Column<T>> columns
    )
    {
        List<T> all = [.. rows];
        return new(
            [.. columns.Select(column => asked.Words.Say($"list.column.{column.Key}"))],
            [.. all.Select(row => columns.Select(column => column.Cell(row) ?? "").ToList())],
            [.. all.SelectMany(persons).Distinct()]
        );
    }

    /// <summary>Makes a list that is about no person.</summary>
    public static Listed Of<T>(ListAsked asked, IEnumerable<T> rows, IReadOnlyList<Column<T>> columns) =>
        Of(asked, rows, static _ => [], columns);
}

internal static class ListedRooms
{
    /// <summary>Registers a list that can be saved as a file.</summary>
    public static WebApplicationBuilder AddList<T>(this WebApplicationBuilder builder)
        where T : class, IListed
    {
        builder.Services.AddSingleton<IListed, T>();
        return builder;
    }
}
