namespace Emergency.Domain.Incidents;

/// <summary>One row of figures. <paramref name="Refuses"/> is a part of Left, <paramref name="Open"/> of all: doors not settled yet.</summary>
public sealed record FigureRow(int Moved, int Left, int Lost, int Refuses, int Open)
{
    public static readonly FigureRow None = new(0, 0, 0, 0, 0);

    /// <summary>应转 = 已转 + 未转 + 失联.</summary>
    public int ToMove => Moved + Left + Lost;

    public static FigureRow operator +(FigureRow left, FigureRow right) =>
        new(left.Moved + right.Moved, left.Left + right.Left, left.Lost + right.Lost, left.Refuses + right.Refuses, left.Open + right.Open);

    public static FigureRow Add(FigureRow left, FigureRow right) => left + right;

    internal static FigureRow Of(DoorState state, bool settled, int people = 1)
    {
        var count = Doors.CountOf(state);
        return new(
            count == DoorCount.Moved ? people : 0,
            count == DoorCount.Left ? people : 0,
            count == DoorCount.Lost ? people : 0,
            state == DoorState.Refuses ? people : 0,
            settled ? 0 : people
        );
    }
}

/// <summary>The three rows of a door check: 重点关爱 persons, all households (户), all people (人). Pure: computed from the doors, never stored.</summary>
public sealed record Figures(FigureRow AtRisk, FigureRow Households, FigureRow People)
{
    public static readonly Figures None = new(FigureRow.None, FigureRow.None, FigureRow.None);

    public static Figures operator +(Figures left, Figures right) =>
        new(left.AtRisk + right.AtRisk, left.Households + right.Households, left.People + right.People);

    public static Figures Add(Figures left, Figures right) => left + right;

    public static Figures Of(Doors doors)
    {
        var behind = doors.Persons.Values.Where(p => p.Household is not null).ToLookup(p => p.Household!.Value);
        var sum = None;
        foreach (var person in doors.Persons.Values)
        {
            var row = FigureRow.Of(person.State, Doors.IsSettled(person.State, person.TakenOver));
            sum += new Figures(person.Visitor ? FigureRow.None : row, FigureRow.None, row);
        }
        foreach (var household in doors.Households.Values)
        {
            var (worst, settled, others) = Look(household, behind[household.Id]);
            var notMet = Math.Min(household.NotMet, others);
            sum += new Figures(
                FigureRow.None,
                FigureRow.Of(worst, settled),
                FigureRow.Of(household.State, Doors.IsSettled(household.State, household.TakenOver), others - notMet)
                    + FigureRow.Of(DoorState.Unchecked, false, notMet)
            );
        }
        return sum;
    }

    /// <summary>A household as one door: its worst person's state, whether everybody in it is settled, and how many members are no persons at risk. The household's own mark speaks for those only.</summary>
    /// <param name="behind">Its persons at risk, and visitors found with it: they are at the door, but no members.</param>
    public static (DoorState Worst, bool Settled, int Others) Look(DoorHousehold household, IEnumerable<DoorPerson> behind)
    {
        var (worst, settled, known) = (DoorState.HandedOver, true, 0);
        foreach (var person in behind)
        {
            if (!person.Visitor)
                known++;
            worst = (DoorState)Math.Min((int)worst, (int)person.State);
            settled &= Doors.IsSettled(person.State, person.TakenOver);
        }
        if (known > 0 && household.Members <= known)
            return (worst, settled, 0);
        var others = Math.Max(0, household.Members - known);
        worst = (DoorState)Math.Min((int)worst, (int)household.State);
        if (Math.Min(household.NotMet, others) > 0)
            (worst, settled) = ((DoorState)Math.Min((int)worst, (int)DoorState.Unchecked), false);
        return (worst, settled && Doors.IsSettled(household.State, household.TakenOver), others);
    }
}
