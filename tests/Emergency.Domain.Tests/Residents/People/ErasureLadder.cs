using Emergency.Domain.People;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.People;

/// <summary>Somebody whose record is destroyed.</summary>
public static class ErasureLadder
{
    public static readonly PersonId Someone = Id<PersonId>(1);
    public static readonly Tombstone Stone = new("hmac of the number", "hmac of name and birth date");
    public static readonly ErasePerson Erase = new(
        Someone,
        Stone,
        ErasureBasis.PurposeFulfilled,
        [Someone.Value],
        null,
        [],
        [],
        StreetOfficer,
        Night
    );
    public static readonly PersonErased Gone = new(
        Someone,
        Stone,
        ErasureBasis.PurposeFulfilled,
        [Someone.Value],
        null,
        StreetOfficer,
        Night
    );
}
