using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Listing;

namespace Emergency.Server.Features.Places;

/// <summary>
/// A list of things that communities have: the communities by code, each with its own rows, and the holder in the first
/// column.
/// </summary>
internal abstract class ListedByCommunity<T>(string name, Permission permission) : IListed
{
    public string Name => name;
    public Permission Permission => permission;

    /// <summary>True when a street has such things of its own. They stand before those of its communities.</summary>
    protected virtual bool OfStreet => false;

    /// <summary>The heading of the first column.</summary>
    protected virtual string Holder => "community";

    /// <summary>The rows of a community (or street) in their order.</summary>
    protected abstract IEnumerable<T> In(ListAsked asked, string code);

    protected abstract IReadOnlyList<Column<T>> Columns(ListAsked asked);

    /// <summary>Persons named in a row, for the record of the access.</summary>
    protected virtual IEnumerable<PersonId> Persons(T row) => [];

    public Listed Of(ListAsked asked) =>
        Listed.Of(
            asked,
            Codes(asked).SelectMany(code => In(asked, code).Select(row => (Code: code, Row: row))),
            one => Persons(one.Row),
            [
                new(Holder, one => asked.Community(one.Code)),
                .. Columns(asked).Select(column => new Column<(string Code, T Row)>(column.Key, one => column.Cell(one.Row))),
            ]
        );

    private IEnumerable<string> Codes(ListAsked asked)
    {
        var codes = asked.Communities(Permission).Select(one => one.Code);
        return OfStreet && asked.Division.Length == 9 && asked.Asked.Allow(Permission, new Place(asked.Division)).Grant is not null
            ? codes.Prepend(asked.Division)
            : codes;
    }
}
