namespace Emergency.Domain.Regulations;

/// <summary>Who bears a duty.</summary>
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

/// <summary>Where a duty stands: the law by its short name, the article by its number.</summary>
public sealed record Article(string Law, string Number)
{
    /// <summary>What people call the law; null where it has its words in the program.</summary>
    public string? Name { get; init; }
}

/// <summary>One duty of a rule pack, with what shows that it is done.</summary>
/// <param name="Pack">The pack it stands in.</param>
/// <param name="Must">False: encouraged (鼓励), not bound.</param>
/// <param name="Evidence">Which of the registers shows it; null: none does, a person judges.</param>
/// <param name="Local">Its interval is a local setting (本地设定), not law.</param>
/// <param name="Draft">A draft (草案): shown, never counted, never late.</param>
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
    /// <summary>What people call it; null where it has its words in the program.</summary>
    public string? Name { get; init; }

    /// <summary>What people call the pack, where it is a county's own; null: it has its words in the program.</summary>
    public string? PackName { get; init; }

    /// <summary>Who has set a county's own pack: the division it binds, "" everywhere. Null: it is built in.</summary>
    public string? SetBy { get; init; }

    /// <summary>The interval in days; 0 where there is none. For the roster: how many days ahead it must be full.</summary>
    public int Days { get; init; }

    /// <summary>Days before the end in which it is said to be due soon.</summary>
    public int Soon { get; init; }

    /// <summary>Days after the end in which it is still the community's own to mend (社区先办).</summary>
    public int Community { get; init; }

    /// <summary>The day it begins to bind, while that is ahead: shown until then, never counted, never late. Null: it binds.</summary>
    public DateOnly? From { get; init; }

    /// <summary>A draft that the county has made its own standard (自定标准): counted like any other.</summary>
    public bool Adopted { get; init; }

    /// <summary>Whether it is counted: a draft is not, nor what does not bind yet.</summary>
    public bool IsCounted() => !Draft && From is null;

    /// <summary>What is shown of each community: what its committee, its street or its property companies owe it, as far as a register shows it.</summary>
    public bool IsOfCommunity() => Evidence is not null && Bearer is (Bearer.Committee or Bearer.Street or Bearer.PropertyCompany);

    /// <summary>What is shown of the county itself.</summary>
    public bool IsOfCounty() => Evidence is not null && Bearer is (Bearer.County or Bearer.City);

    /// <summary>How a community stands in this duty by what its registers show, for evidence that the rules themselves judge.</summary>
    public DutyStanding Judge(CommunityFacts facts) => Of(Regulations.Evidence.Of(Evidence!)!(facts, this));

    /// <summary>A standing as this duty says it: a draft is never met and never late, nor is what does not bind yet.</summary>
    public DutyStanding Of(DutyStanding standing)
    {
        ArgumentNullException.ThrowIfNull(standing);
        return !IsCounted() ? standing with { Mark = Mark.Draft } : standing;
    }
}
