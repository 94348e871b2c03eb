using Emergency.Domain.Visits;
using Emergency.Server.Features.People;

namespace Emergency.Server.Features.Visits;

/// <summary>Reads the facts that a plan of visits needs out of the register.</summary>
internal static class VisitPlans
{
    private const int Newcomer = 7;

    public static VisitTable Table => VisitTable.BuiltIn;

    public static VisitRhythm Rhythm(this PersonKnown person, DateOnly day) => person.Visited(day).On(day, Table);

    /// <summary>Public face of the clinic's intervals: nothing else of them is shown, because the clinic's reasons are its own.</summary>
    public static readonly VisitRhythm ByClinic = new("clinic", 0, [], [], [], [], null, [], Clinic: true);

    /// <summary>The interval as the committee sees it.</summary>
    public static VisitRhythm Told(this VisitRhythm rhythm) => rhythm.Clinic ? ByClinic : rhythm;

    /// <summary>
    /// Returns null where nobody of the committee visits: for persons who have left, were erased, or are visited by the
    /// clinic by rules of its own.
    /// </summary>
    /// <param name="soon">True for a newcomer, who is seen within a week. For a whole register the first visits are spread
    /// over the interval.</param>
    public static VisitPlan? Plan(this PersonKnown person, DateOnly day, bool soon)
    {
        if (person is { Left: not null } or { Erased: true } || person.Rhythm(day) is not { Clinic: false } rhythm)
            return null;
        var within = soon ? Math.Min(Newcomer, rhythm.Days) : rhythm.Days;
        var part = person.Id.Value.ToByteArray();
        return new(rhythm.Days, day.AddDays(1 + ((part[0] + (part[15] << 8)) % within)));
    }
}
