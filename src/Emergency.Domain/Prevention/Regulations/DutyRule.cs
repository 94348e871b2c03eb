namespace Emergency.Domain.Regulations;

/// <summary>Bearer of a duty.</summary>
public enum Bearer
{
    /// <summary>居委会, 村委会.</summary>
    Committee,

    /// <summary>街道办事处, 乡镇人民政府.</summary>
    Street,

    /// <summary>县、区人民政府.</summary>
    County,

    /// <summary>市人民政府.</summary>
    City,

    /// <summary>政府有关部门.</summary>
    Department,

    /// <summary>物业服务企业.</summary>
    PropertyCompany,

    /// <summary>父母或者其他监护人.</summary>
    Parents,

    /// <summary>驻社区单位.</summary>
    ResidentUnit,

    /// <summary>社会组织、志愿服务组织.</summary>
    Volunteers,
}

/// <summary>Source of a duty: the law by its short name, the article by its number.</summary>
public sealed record Article(string Law, string Number)
{
    /// <summary>Name of the law; null where the program has its words.</summary>
    public string? Name { get; init; }
}

/// <summary>Duty of a rule pack, with the evidence that it is done.</summary>
/// <param name="Pack">Pack it belongs to.</param>
/// <param name="Must">False: encouraged (鼓励), not binding.</param>
/// <param name="Evidence">Code of the register that shows it; null: none does, a person judges.</param>
/// <param name="Local">True when its interval is a local setting (本地设定), not law.</param>
/// <param name="Draft">True for a draft (草案): shown, never counted, never late.</param>
public sealed record DutyRule(
    string Id,
    string Pack,
    Bearer Bearer,
    ListOf<Article> Articles,
    bool Must,
    string? Evidence,
    bool Local,
    bool Draft
)
{
    /// <summary>Name of the duty; null where the program has its words.</summary>
    public string? Name { get; init; }

    /// <summary>Name of a county's own pack; null: the program has its words.</summary>
    public string? PackName { get; init; }

    /// <summary>Division that a county's own pack binds, "" everywhere. Null: the pack is built in.</summary>
    public string? SetBy { get; init; }

    /// <summary>Interval in days; 0 where there is none. For the roster: the number of days ahead that must be full.</summary>
    public int Days { get; init; }

    /// <summary>Days before the end from which it is shown as due soon.</summary>
    public int Soon { get; init; }

    /// <summary>Days after the end in which the community can still mend it itself (社区先办).</summary>
    public int Community { get; init; }

    /// <summary>Day on which it begins to bind, while that is ahead: until then it is shown, never counted, never late. Null: it
    /// binds.</summary>
    public DateOnly? From { get; init; }

    /// <summary>True for a draft that the county has made its own standard (自定标准): counted like any other duty.</summary>
    public bool Adopted { get; init; }

    /// <summary>Tells whether it is counted: drafts and duties that do not bind yet are not.</summary>
    public bool IsCounted() => !Draft && From is null;

    /// <summary>Tells whether it is shown for each community: a duty of its committee, its street or its property companies that a register
    /// shows.</summary>
    public bool IsOfCommunity() => Evidence is not null && Bearer is (Bearer.Committee or Bearer.Street or Bearer.PropertyCompany);

    /// <summary>Tells whether it is shown for the county itself.</summary>
    public bool IsOfCounty() => Evidence is not null && Bearer is (Bearer.County or Bearer.City);

    /// <summary>Judges a community's standing in this duty by its registers, for evidence that the rules themselves judge.</summary>
    public DutyStanding Judge(CommunityFacts facts) => Of(Regulations.Evidence.Of(Evidence!)!(facts, this));

    /// <summary>Returns a standing as it counts for this duty: a draft, or a duty that does not bind yet, is never met and never
    /// late.</summary>
    public DutyStanding Of(DutyStanding standing)
    {
        ArgumentNullException.ThrowIfNull(standing);
        return !IsCounted() ? standing with { Mark = Mark.Draft } : standing;
    }
}
