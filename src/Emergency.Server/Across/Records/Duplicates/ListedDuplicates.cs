using Emergency.Server.Features.People;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Listing;

namespace Emergency.Server.Across.Duplicates;

/// <summary>可能重复: two records in a row, masked, and why they look alike.</summary>
internal sealed class ListedDuplicates : IListed
{
    public string Name => "duplicates";
    public Permission Permission => PeoplePermissions.RegisterKeep;

    public Listed? Of(ListAsked asked)
    {
        var words = asked.Words;
        return DuplicateEndpoints.Found(asked.Division, asked.Asked, asked.Known) is not { } found
            ? null
            : Listed.Of(
                asked,
                found,
                one => [one.One.PersonId, one.Other.PersonId],
                [
                    new("alike", one => string.Join('、', one.By.Select(by => words.Word("resident.duplicate.by", (Likeness?)by)))),
                    .. Side("", one => one.One),
                    .. Side("other-", one => one.Other),
                ]
            );

        IEnumerable<Column<DuplicateShown>> Side(string of, Func<DuplicateShown, DuplicateSide> side) =>
            [
                new($"{of}community", one => side(one).CommunityName),
                new($"{of}name", one => asked.Called(side(one).Name, side(one).Minor, side(one).Age)),
                new($"{of}building", one => side(one).Door.Building),
                new($"{of}room", one => side(one).Door.Room),
                new($"{of}born", one => Cells.Number(side(one).Born)),
                new($"{of}id-number", one => side(one).IdNumber),
            ];
    }
}
