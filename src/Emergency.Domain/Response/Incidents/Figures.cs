namespace Emergency.Domain.Incidents;

/// <summary>Row of figures, by the purpose of the area: Moved is 已落实 or 已转, Left 未落实 or 未转. <paramref name="Refuses"/> is a part of Left,
/// <paramref name="Away"/> of Moved, <paramref name="Open"/> of all: doors not settled yet.</summary>
public sealed record FigureRow(int Moved, int Left, int Lost, int Refuses, int Open, int Away = 0)
{
    public static readonly FigureRow None = new(0, 0, 0, 0, 0);

    /// <summary>应查 = 已落实 + 未落实 + 失联; 应转 = 已转 + 未转 + 失联.</summary>
    public int ToMove => Moved + Left + Lost;

    public static FigureRow operator +(FigureRow left, FigureRow right) =>
        new(
            left.Moved + right.Moved,
            left.Left + right.Left,
            left.Lost + right.Lost,
            left.Refuses + right.Refuses,
            left.Open + right.Open,
            left.Away + right.Away
        );

    public static FigureRow Add(FigureRow left, FigureRow right) => left + right;

    internal static FigureRow Of(DoorState state, bool settled, AreaPurpose purpose, int people = 1)
    {
        var count = Doors.CountOf(state, purpose);
        return new(
            count == DoorCount.Moved ? people : 0,
            count == DoorCount.Left ? people : 0,
            count == DoorCount.Lost ? people : 0,
            state == DoorState.Refuses ? people : 0,
            settled ? 0 : people,
            state == DoorState.Away ? people : 0
        );
    }
}

/// <summary>The three rows of a door check: 重点关爱 persons, all households (户), all people (人). Computed from the doors, never
/// stored.</summary>
public sealed record Figures(FigureRow AtRisk, FigureRow Households, FigureRow People)
{
    public static readonly Figures None = new(FigureRow.None, FigureRow.None, FigureRow.None);

    public static Figures operator +(Figures left, Figures right) =>
        new(left.AtRisk + right.AtRisk, left.Households + right.Households, left.People + right.People);

    public static Figures Add(Figures left, Figures right) => left + right;

    /// <summary>Counts the doors by the purpose of their own area.</summary>
    public static Figures Of(Doors doors)
    {
        ArgumentNullException.ThrowIfNull(doors);
        return Of(doors, doors.Purpose);
    }

    /// <summary>Counts the same doors by a given purpose.</summary>
    public static Figures Of(Doors doors, AreaPurpose purpose)
    {
        var behind = doors.Persons.Values.Where(p => p.Household is not null).ToLookup(p => p.Household!.Value);
        var sum = None;
        foreach (var person in doors.Persons.Values)
        {
            var row = FigureRow.Of(person.State, Doors.IsSettled(person.State, person.TakenOver, purpose), purpose);
            sum += new Figures(person.Visitor ? FigureRow.None : row, FigureRow.None, row);
        }
        foreach (var household in doors.Households.Values)
        {
            var (worst, settled, others) = Look(household, behind[household.Id], purpose);
            var notMet = Math.Min(household.NotMet, others);
            sum += new Figures(
                FigureRow.None,
                FigureRow.Of(worst, settled, purpose),
                FigureRow.Of(household.State, Doors.IsSettled(household.State, household.TakenOver, purpose), purpose, others - notMet)
                    + FigureRow.Of(DoorState.Unchecked, false, purpose, notMet)
            );
        }
        return sum;
    }

    /// <summary>Evaluates a household as one door: its worst person's state, whether everybody in it is settled, and the number of members
    /// who are no persons at risk. The household's own mark stands for those only.</summary>
    /// <param name="behind">Persons at risk of the household, and visitors found with it: they are at the door, but no members.</param>
    public static (DoorState Worst, bool Settled, int Others) Look(
        DoorHousehold household,
        IEnumerable<DoorPerson> behind,
        AreaPurpose purpose
    )
    {
        var (worst, settled, known) = (DoorState.HandedOver, true, 0);
        foreach (var person in behind)
        {
            if (!person.Visitor)
                known++;
            worst = Worse(worst, person.State, purpose);
            settled &= Doors.IsSettled(person.State, person.TakenOver, purpose);
        }
        if (known > 0 && household.Members <= known)
            return (worst, settled, 0);
        var others = Math.Max(0, household.Members - known);
        worst = Worse(worst, household.State, purpose);
        if (Math.Min(household.NotMet, others) > 0)
            (worst, settled) = (Worse(worst, DoorState.Unchecked, purpose), false);
        return (worst, settled && Doors.IsSettled(household.State, household.TakenOver, purpose), others);
    }

    // In an evacuation a person safe at home is worse than one who has left.
    private static DoorState Worse(DoorState one, DoorState other, AreaPurpose purpose)
    {
        double Rank(DoorState state) =>
            state == DoorState.Safe && purpose == AreaPurpose.Evacuate ? (double)DoorState.Unchecked + 0.5 : (double)state;
        return Rank(one) <= Rank(other) ? one : other;
    }
}
