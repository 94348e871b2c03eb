using Emergency.Domain.Imports;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Listing;

namespace Emergency.Server.Across.Imports;

/// <summary>导入记录, the newest first: imports to which the asker can write.</summary>
internal sealed class ListedImports(ImportLooking looking) : IListed
{
    public string Name => "imports";
    public Permission Permission => PeoplePermissions.ResidentsEdit;

    public Listed Of(ListAsked asked)
    {
        var words = asked.Words;
        return Listed.Of(
            asked,
            looking.All(asked.Division, asked.Asked, asked.Known, words.Language),
            [
                new("at", one => Cells.Time(one.At)),
                new("file", one => one.File),
                new("kind", one => one.Register is { } register ? words.Say($"import.kinds.{register}") : null),
                new("rows", one => Cells.Number(one.Rows)),
                new("state", one => words.Word("import.list.state", (ImportStage?)one.State)),
                new("by", one => one.By),
                new("undone", one => Cells.Time(one.UndoneAt)),
                new("undone-by", one => one.UndoneBy),
                new("kept", one => one.Kept is { } kept ? Cells.Some(kept) : null),
            ]
        );
    }
}
