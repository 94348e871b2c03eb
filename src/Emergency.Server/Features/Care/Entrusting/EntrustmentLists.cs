using Emergency.Server.Features.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Listing;

namespace Emergency.Server.Features.Entrusting;

/// <summary>List of 委托照护: a child by door and age, never by name.</summary>
internal sealed class ListedEntrusted : IListed
{
    public string Name => "entrusted";
    public Permission Permission => EntrustmentPermissions.Read;

    public Listed Of(ListAsked asked)
    {
        var (query, words) = (new EntrustmentsQuery(asked.Known, asked.Asked), asked.Words);
        return Listed.Of(
            asked,
            asked.Communities(Permission).SelectMany(community => query.In(community.Code).Select(query.Row)),
            one => [one.PersonId],
            [
                new("community", one => asked.Community(one.Community)),
                .. ListsOfPeople.Door<EntrustmentRow>(one => one.Door),
                new("child", one => asked.Called("", minor: true, one.Age)),
                new("carer", one => one.Carer is { } carer ? $"{carer} {one.Relation}".Trim() : null),
                new("from", one => Cells.Day(one.From)),
                new("until", one => Cells.Day(one.To)),
                new("check", one => words.Word("entrusted.reason", one.Reason)),
                new("before", one => Cells.Day(one.Before)),
                new("late-days", one => Cells.Some(one.LateDays)),
                new("judgement", one => words.Word("entrusted.judgement", one.Judgement)),
                new("checked", one => Cells.Day(one.Checked)),
                new("letters", one => Cells.Some(one.Letters)),
                new("report-owed", one => words.Yes(one.Report)),
                new("late-answers", one => Cells.Some(one.LateAnswers)),
            ]
        );
    }
}
