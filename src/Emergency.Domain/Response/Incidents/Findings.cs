namespace Emergency.Domain.Incidents;

/// <summary>Numbers of 重点关爱 persons found in each state; they add up to the first row's 应转. Persons handed over to professionals count as
/// moved. <paramref name="Visitors"/>: 未登记, not among the others. Computed from the doors, never stored.</summary>
public sealed record Findings(
    int NeedsHelp,
    int NobodyCaring,
    int Unreachable,
    int Refuses,
    int Returned,
    int Unchecked,
    int AtHospital,
    int Away,
    int Moved,
    int WithRelatives,
    int Safe,
    int Visitors
)
{
    public static readonly Findings None = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public static Findings operator +(Findings left, Findings right) =>
        new(
            left.NeedsHelp + right.NeedsHelp,
            left.NobodyCaring + right.NobodyCaring,
            left.Unreachable + right.Unreachable,
            left.Refuses + right.Refuses,
            left.Returned + right.Returned,
            left.Unchecked + right.Unchecked,
            left.AtHospital + right.AtHospital,
            left.Away + right.Away,
            left.Moved + right.Moved,
            left.WithRelatives + right.WithRelatives,
            left.Safe + right.Safe,
            left.Visitors + right.Visitors
        );

    public static Findings Add(Findings left, Findings right) => left + right;

    public static Findings Of(Doors doors)
    {
        var counts = new int[Enum.GetValues<DoorState>().Length];
        var visitors = 0;
        foreach (var person in doors.Persons.Values)
        {
            if (person.Visitor)
                visitors++;
            else
                counts[(int)person.State]++;
        }
        int In(DoorState state) => counts[(int)state];
        return new(
            In(DoorState.NeedsHelp),
            In(DoorState.NobodyCaring),
            In(DoorState.Unreachable),
            In(DoorState.Refuses),
            In(DoorState.Returned),
            In(DoorState.Unchecked),
            In(DoorState.AtHospital),
            In(DoorState.Away),
            In(DoorState.Moved) + In(DoorState.HandedOver),
            In(DoorState.WithRelatives),
            In(DoorState.Safe),
            visitors
        );
    }
}
