using Emergency.Domain.Visiting;

namespace Emergency.Server.Features.People;

/// <summary>What of a record decides who goes there and how often.</summary>
internal static class Visitable
{
    public static VisitedPerson Visited(this PersonKnown person, DateOnly day) =>
        new([.. person.KindsOn(day)], person.Listed.Needs, Ages.On(person, day), person.Listed.CareLevel);
}
