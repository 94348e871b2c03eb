using Emergency.Domain;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Infrastructure.Wording;

namespace Emergency.Server.Infrastructure.Listing;

/// <summary>A register or list that can be kept as a file; a noun offers its own.</summary>
internal interface IListed
{
    /// <summary>In addresses, and under "list.title" in list.LANGUAGE.json.</summary>
    string Name { get; }

    /// <summary>Who may read the list may keep it.</summary>
    Permission Permission { get; }

    /// <summary>Whether a task lets somebody read it whose scope does not.</summary>
    bool ByTask => false;

    /// <summary>The rows as the asker sees them on the page: masked, narrowed to their scope. Null where a division has no such list.</summary>
    Listed? Of(ListAsked asked);

    /// <summary>The same, for a list some of whose rows no view keeps.</summary>
    ValueTask<Listed?> Read(ListAsked asked, CancellationToken stop) => ValueTask.FromResult(Of(asked));
}

/// <summary>Which part of a list is asked for, by whom, in which words.</summary>
internal sealed record ListAsked(Known Known, Asked Asked, string Division, PageWords Words, ListFilter Only)
{
    public DateOnly Today { get; } = Shanghai.Day(Asked.Now);
}

/// <summary>A list is narrowed as on its page; what a list does not know narrows nothing.</summary>
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

/// <summary>A column: its heading under "list.column", and what stands in a row; nothing is an empty cell.</summary>
internal sealed record Column<T>(string Key, Func<T, string?> Cell);

/// <summary>A list as cells.</summary>
/// <param name="Persons">Who is in it, for the record of the reading.</param>
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

    /// <summary>A list about nobody.</summary>
    public static Listed Of<T>(ListAsked asked, IEnumerable<T> rows, IReadOnlyList<Column<T>> columns) =>
        Of(asked, rows, static _ => [], columns);
}

internal static class ListedRooms
{
    /// <summary>Lets a list be kept as a file.</summary>
    public static WebApplicationBuilder AddList<T>(this WebApplicationBuilder builder)
        where T : class, IListed
    {
        builder.Services.AddSingleton<IListed, T>();
        return builder;
    }
}
