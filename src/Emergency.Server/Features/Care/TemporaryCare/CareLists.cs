using Emergency.Domain.TemporaryCare;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Listing;

namespace Emergency.Server.Features.TemporaryCare;

/// <summary>临时照料: the cases that concern the asker and have not ended, by their number.</summary>
internal sealed class ListedCare(ISealing sealing) : IListed
{
    public string Name => "care";
    public Permission Permission => CarePermissions.Read;
    public bool ByTask => true;

    public Listed Of(ListAsked asked)
    {
        var words = asked.Words;
        return Listed.Of(
            asked,
            asked
                .Known.Of<CareKnown>(asked.Asked.Realm)
                .All.Values.Where(care =>
                    care.State.Stage != CareStage.Ended
                    && care.State.Community.StartsWith(asked.Division, StringComparison.Ordinal)
                    && care.Concerns(asked.Asked.Account, asked.Asked.Grants)
                )
                .OrderBy(care => care.State.Due ?? DateTimeOffset.MaxValue)
                .ThenBy(care => care.Id.Value)
                .Select(care => (Care: care, Row: CareRow.Of(care, asked.Known, asked.Asked, sealing))),
            one => [one.Care.State.Person!.Value],
            [
                new("number", one => one.Row.No),
                new("community", one => asked.Community(one.Care.State.Community)),
                new("person", one => Person(asked, one.Row)),
                new("step", one => words.Word("care.stage", (CareStage?)one.Care.State.Stage)),
                new("with", one => one.Row.With),
                new("opened", one => Cells.Time(one.Care.OpenedAt)),
                new("owed-by", one => Cells.Time(one.Care.State.Due)),
                new("late", one => words.Yes(one.Care.State.LateLevel > 0)),
            ]
        );
    }

    private static string Person(ListAsked asked, CareRow row) =>
        row.Minor == false
            ? asked.Words.Say("care.desk.adult")
            : asked.Words.Say("list.child", ("age", row.Age is { } age ? age : "")).Trim();
}
