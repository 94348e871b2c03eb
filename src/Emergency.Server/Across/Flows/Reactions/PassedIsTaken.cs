using Emergency.Domain.People;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Enters people and households that one community has passed to another in that one's register. Both are one act: the first decides it,
/// and this completes it however late.
/// </summary>
internal sealed class PassedIsTaken : IReaction
{
    public string Name => "passed-is-taken";

    // A person who was passed and not taken would be in no register.
    public bool ReadsThePast => true;

    public IEnumerable<Reacted> React(Happened happened, Known known) =>
        happened.Event switch
        {
            PersonPassed e =>
            [
                new(
                    Entities.Residents(happened.Entity.Realm, e.To),
                    new TakePerson(e.Person, e.Guardians, e.Held, happened.Entity.Key, e.Why, e.By, e.At),
                    0
                ),
            ],
            // A household stands before its people in the first register, and so it must in the second.
            HouseholdPassed e =>
            [
                new(
                    Entities.Residents(happened.Entity.Realm, e.To),
                    new TakeHousehold(e.Household, e.Registered, happened.Entity.Key, e.By, e.At),
                    0
                ),
            ],
            _ => [],
        };

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) =>
        Otherwise.Done("a register refuses nobody who was passed to it");
}
