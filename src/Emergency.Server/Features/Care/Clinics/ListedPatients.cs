using Emergency.Domain;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Infrastructure.Listing;

namespace Emergency.Server.Features.Clinics;

/// <summary>The clinic's own patients, masked, in the order of visits, for the clinic alone; without illnesses and results.</summary>
internal sealed class ListedPatients() : ListedByCommunity<ClinicPatient>("patients", ClinicPermissions.Read)
{
    protected override IEnumerable<ClinicPatient> In(ListAsked asked, string code) =>
        ClinicQuery.Walk(new ClinicQuery(asked.Known, asked.Asked).In(code));

    protected override IEnumerable<PersonId> Persons(ClinicPatient row) => [row.PersonId];

    protected override IReadOnlyList<Column<ClinicPatient>> Columns(ListAsked asked) =>
        [
            .. ListsOfPeople.Door<ClinicPatient>(one => one.Door),
            new("name", one => one.Minor ? asked.Words.Say("list.child", ("age", "")).Trim() : one.Called),
            new("needs", one => asked.Words.Codes("door.need", one.Needs)),
            new("programmes", one => asked.Words.Codes("clinic.programme", one.Programmes)),
            new("due", one => Cells.Day(one.Next)),
            new("late-days", one => Cells.Some(one.LateDays)),
            new("asked-since", one => Cells.Time(one.Asked)),
            new("missed", one => asked.Words.Word("visit.miss", one.Missed)),
            new("seen", one => Cells.Day(one.Seen)),
        ];
}
