using Emergency.Domain.Places;

namespace Emergency.Domain.Tests;

/// <summary>The people, places and times of the stories; all invented. The night fire is reported at 21:07 in 义阳社区.</summary>
public static class Cast
{
    public const string Community = "411502001001",
        Neighbours = "411502001003",
        County = "411502",
        G1 = "001001-G1",
        G2 = "001001-G2";
    public static readonly DateTimeOffset Night = new(2026, 3, 10, 21, 7, 0, TimeSpan.FromHours(8));

    public static DateTimeOffset After(double minutes) => Night.AddMinutes(minutes);

    public static readonly DateOnly Today = new(2026, 3, 10);

    public static readonly By Secretary = Acting("secretary", Role.Secretary, 1),
        GridChief = Acting("grid", Role.GridChief, 2),
        BuildingChief = Acting("building", Role.BuildingChief, 3),
        UnitChief = Acting("unit", Role.UnitChief, 4),
        Responder = Acting("responder", Role.Responder, 5),
        Volunteer = Acting("volunteer", Role.Volunteer, 6);
    public static readonly By StreetOfficer = new(new("street"), Role.StreetOfficer),
        CivilAffairs = new(new("civil"), Role.CivilAffairs),
        DutyOfficer = new(new("duty"), Role.CountyDuty),
        Operator = new(new("operator"), Role.Operator);

    public static readonly GeoPoint Point = new(114.068594, 32.119337);
    public static readonly Located There = new(Point, Datum.Wgs84, Point);

    public static MemberId MemberOf(By by) => by.Member ?? throw new ArgumentException($"{by.Account} stands for no member", nameof(by));

    public static TId Id<TId>(int number)
        where TId : struct, IGuidId<TId> => TId.From(new Guid(number, 0, 0, new byte[8]));

    /// <summary>Text that only the holder of its key could read.</summary>
    public static Sealed Hidden(string text) => new($"k1:1:{text}");

    private static By Acting(string account, Role role, int member) => new(new(account), role, Id<MemberId>(member));
}
