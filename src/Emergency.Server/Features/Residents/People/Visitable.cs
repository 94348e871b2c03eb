using Emergency.Domain.Visits;

namespace Emergency.Server.Features.People;

/// <summary>Facts of a record that decide who visits and how often.</summary>
internal static class Visitable
{
    public static VisitedPerson Visited(this PersonKnown person, DateOnly day) =>
        new([.. person.KindsOn(day)], person.Listed.Needs, Ages.On(person, day), person.Listed.CareLevel);
}
